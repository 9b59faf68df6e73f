"""Notify's doors in memory: signing in from the asking to the session, with mails that can be read."""

from dataclasses import dataclass, field

from services.notify.handlers.ask_sign_in import Asked, AskSignIn, ask_sign_in
from services.notify.handlers.enter import Doors, Entered
from services.notify.handlers.use_sign_in_code import UseSignInCode, use_sign_in_code
from services.notify.handlers.use_sign_in_link import UseSignInLink, use_sign_in_link
from shared.clock import StoppedClock
from tests.factories.notify import ADA_CONTACT, NOON
from tests.fakes.notify_matters import FakeDisowned
from tests.fakes.notify_messages import FakeDeliveries
from tests.fakes.notify_people import (
    FakeMint,
    FakePeople,
    FakeRoles,
    FakeSessions,
    FakeSignIns,
    GlassBoxes,
    GlassMailboxes,
)


@dataclass(slots=True)
class House:
    """Notify's doors in memory."""

    clock: StoppedClock = field(default_factory=lambda: StoppedClock(NOON))
    mint: FakeMint = field(default_factory=FakeMint)
    deliveries: FakeDeliveries = field(default_factory=FakeDeliveries)
    disowned: FakeDisowned = field(default_factory=FakeDisowned)
    roles: FakeRoles = field(default_factory=FakeRoles)
    people: FakePeople = field(init=False)
    sessions: FakeSessions = field(init=False)
    sign_ins: FakeSignIns = field(init=False)
    staff_may_use_links: bool = True

    def __post_init__(self) -> None:
        self.people = FakePeople(clock=self.clock)
        self.sessions = FakeSessions(clock=self.clock)
        self.sign_ins = FakeSignIns(clock=self.clock)

    @property
    def doors(self) -> Doors:
        return Doors(
            people=self.people,
            disowned=self.disowned,
            mailboxes=GlassMailboxes(),
            sessions=self.sessions,
            roles=self.roles,
            clock=self.clock,
            staff_may_use_links=self.staff_may_use_links,
        )

    def ask(self, contact_id: str = ADA_CONTACT, *, known_as: str = "") -> Asked:
        command = AskSignIn(
            contact_id=contact_id,
            kind="email",
            address="ada@nabo.example",
            language="da",
            next_path="/help",
            known_as=known_as,
        )
        return ask_sign_in(
            command,
            sign_ins=self.sign_ins,
            deliveries=self.deliveries,
            mint=self.mint,
            seals=GlassBoxes(),
            clock=self.clock,
        )

    def mailed(self) -> dict[str, str]:
        """What stands in the newest mail."""
        return GlassBoxes().open(self.deliveries.all[-1].box or "")

    def by_link(self, token: str, *, instead_of: str | None = None) -> Entered:
        command = UseSignInLink(token=token, browser="Firefox", instead_of=instead_of)
        return use_sign_in_link(command, sign_ins=self.sign_ins, mint=self.mint, doors=self.doors)

    def by_code(self, asked: Asked, code: str) -> Entered:
        command = UseSignInCode(
            sign_in_id=asked.sign_in_id, browser_secret=asked.browser, code=code, browser="Firefox", instead_of=None
        )
        return use_sign_in_code(command, sign_ins=self.sign_ins, mint=self.mint, doors=self.doors)
