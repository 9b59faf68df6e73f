"""A small town for triage's pages: people who can sign in, cases as far along as a story needs, and browsers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from uuid import UUID, uuid5

from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import OKPKey
from werkzeug.test import TestResponse

from services.triage.adapters.pack_neighbourhood import PackNeighbourhood
from services.triage.bootstrap import Ports, Triage, on_ports
from services.triage.entrypoints.web import create
from services.triage.handlers.confirm_claim import ConfirmClaim
from services.triage.handlers.open_case import OpenCase
from shared.clock import StoppedClock
from shared.events import triage as happened
from shared.events.intake import Channel, Consent, ConsentAnswer, ReportReceived
from shared.events.place import Place
from shared.events.triage import CaseEvent, Circle
from shared.events.triage_people import HelperHomeTold, HelperRegistered, HelperVetted, Role, RoleEvent, RoleGranted
from shared.ids import CaseId, PersonId, ReportId, case_of, new_reference
from shared.kafka.broker import Broker
from shared.pack import load_for_triage
from shared.pack.gazetteer import Gazetteer
from shared.pack.triage import TriagePack
from shared.sessions import LinkIssuer, SessionIssuer
from shared.settings import CommonSettings, Environment, MongoSettings
from shared.web.app import derived_key
from shared.web.csrf import FormTokens
from tests.factories.templates import quick
from tests.fakes.ledger import FakeLedger, NothingLeft
from tests.fakes.triage_people import FakeContacts, FakeHelpers, FakeSessions
from tests.fakes.triage_reading import CasesInMemory, RolesInMemory

PACK = Path("deploy/neighbourhoods/kluuvi")
NOW = datetime(2026, 5, 27, 8, 40, tzinfo=UTC)  # a Wednesday, 11:40 in the zone of the pack

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
KEY = b"0123456789abcdef" * 2
NEAR = Place(lat=60.1702, long=24.9440)
PLACE = Place(lat=60.171234, long=24.946543)
ROUGHLY = Circle(centre=Place(lat=60.1722, long=24.9475), radius_m=150)
WORDS, ADDRESS, HOME = "canary-words-kestrel", "Canarygatan 17 B", "Helpergatan 99"
_TOWN = UUID("5a0c5f5e-7d3a-4b6e-9a7b-0c3c1a2b3c4d")


def person(name: str) -> str:
    """A person_id that is random to everybody but the reader of a test."""
    return str(UUID(bytes=uuid5(_TOWN, name).bytes, version=4))


ANNA, BEN, KIRSTEN, MARIA, AVA = map(person, ("anna", "ben", "kirsten", "maria", "ava"))
LEO, MINA, OTTO, IDA, ROSA = map(person, ("leo", "mina", "otto", "ida", "rosa"))
EVA, NILS = map(person, ("eva", "nils"))
RESIDENT = person("resident")
STAFF = {
    ANNA: (Role.CASEWORKER, "social"),
    BEN: (Role.CASEWORKER, "lighting"),
    KIRSTEN: (Role.COORDINATOR, None),
    MARIA: (Role.SAFEGUARDING_LEAD, "safeguarding"),
    AVA: (Role.AUDITOR, None),
    EVA: (Role.ADMINISTRATOR, None),
    NILS: (Role.ADMINISTRATOR, None),
}
HELPERS = {LEO: "Leo", MINA: "Mina", OTTO: "Otto", IDA: "Ida", ROSA: "Rosa"}


def memory(clock: StoppedClock) -> Ports:
    """Stores that forget."""
    return Ports(
        cases=CasesInMemory(clock=clock),
        helpers=FakeHelpers(clock=clock),
        roles=RolesInMemory(clock=clock),
        contacts=FakeContacts(),
        sessions=FakeSessions(),
        ledger=FakeLedger(),
        leftovers=NothingLeft(),
        ready=lambda: True,
    )


@dataclass
class Town:
    """Staff and helpers live here from the beginning; cases come with `case`."""

    clock: StoppedClock
    ports: Ports
    known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._jwk = {**OKPKey.generate_key("Ed25519", parameters={"kid": "test"}).as_dict(private=True), "kid": "test"}
        for who, (role, team) in STAFF.items():
            self._append(self.ports.roles, who, RoleGranted(role=role, team=team))
        for who, name in HELPERS.items():
            self._append(self.ports.roles, who, RoleGranted(role=Role.HELPER))
            self._append(
                self.ports.helpers, who, HelperHomeTold(home=NEAR, address=HOME), _offer(name), HelperVetted(tier=3)
            )

    @cached_property
    def triage(self) -> Triage:
        pack = the_pack()
        return on_ports(self.ports, pack, PackNeighbourhood(pack, Gazetteer(), key=KEY), self.clock)

    @property
    def leftovers(self) -> NothingLeft:
        assert isinstance(self.ports.leftovers, NothingLeft)
        return self.ports.leftovers

    @cached_property
    def app(self) -> Flask:
        return quick(create(self.triage, self.settings, photo_key=KEY))

    @cached_property
    def settings(self) -> CommonSettings:
        public = {name: value for name, value in self._jwk.items() if name != "d"}
        return CommonSettings(
            service="triage",
            environment=Environment.TEST,
            pack="kluuvi",
            packs=PACK.parent,
            gazetteers=None,
            public_url="http://localhost",
            mongo=MongoSettings(url="mongodb://nowhere", database="triage", user="triage", password=""),
            kafka=Broker(servers="nowhere:1", user="triage", password=""),
            bind="127.0.0.1:1",
            worker_bind="127.0.0.1:2",
            web_workers=1,
            web_threads=100,
            clock_file=None,
            metrics_folder=None,
            log_level="INFO",
            assets_url="/assets",
            form_key=KEY,
            session_public_keys={"keys": [public]},
            staff_may_use_links=True,
        )

    def case(self, category: str = "shopping_help", **changes: object) -> CaseId:
        """A report of somebody who may be helped by a neighbour, opened and decided as it would be."""
        report_id = ReportId(person(f"report {len(self.known)}"))
        told = replace(_received(category), **changes)  # type: ignore[arg-type]  # fields of the event
        self.triage.open_case(OpenCase(report_id=report_id, version=1, received=told))
        case_id = case_of(report_id)
        self.known[case_id] = told.reference
        return case_id

    def then(self, case_id: CaseId, *events: CaseEvent, by: str = "story") -> None:
        """Let this happen to a case."""
        self._append(self.ports.cases, case_id, *events, by=by)

    def asked(self, case_id: CaseId, *people: str, within: timedelta = HOUR) -> None:
        """These helpers are asked."""
        self.then(case_id, *(invitation(case_id, who, self.clock.now() + within) for who in people))

    def grant(self, who: str, *, team: str, until: datetime | None = None) -> None:
        """They become a caseworker of a team."""
        self.then_of_roles(who, RoleGranted(role=Role.CASEWORKER, team=team, expires_at=until))

    def then_of_roles(self, who: str, *events: RoleEvent, by: str = "story") -> None:
        """Let this happen to somebody's roles."""
        self._append(self.ports.roles, who, *events, by=by)

    def says_yes(self, case_id: CaseId, who: str) -> None:
        """By the page, and heard by the worker."""
        answer = self.post(who, f"/help/asked/{invitation_id(case_id, who)}/accept")
        assert answer.status_code in {200, 303}, answer.text
        self.triage.confirm_claim(ConfirmClaim(case_id=case_id, person_id=PersonId(who)))

    def with_task(self, who: str = MINA, **changes: object) -> CaseId:
        """A case that this helper has said yes to."""
        case_id = self.case(**changes)  # type: ignore[arg-type]
        self.asked(case_id, who)
        self.says_yes(case_id, who)
        return case_id

    def reference(self, case_id: CaseId) -> str:
        return self.known[case_id]

    def desk(self, case_id: CaseId, what: str = "") -> str:
        return f"/desk/cases/{self.reference(case_id)}{what and '/' + what}"

    def browser(self, who: str | None = None, *, ago: timedelta = MINUTE, method: str = "link") -> FlaskClient:
        """Somebody's, signed in so long ago; nobody's without a name."""
        client = self.app.test_client()
        if who is not None:
            cookie = SessionIssuer(self._jwk).issue(who, session_of(who), self.clock.now() - ago, method)
            client.set_cookie("nabo_session", cookie)
        return client

    def get(self, who: str | None, path: str, ago: timedelta = MINUTE) -> TestResponse:
        return self.browser(who, ago=ago).get(path, buffered=True)

    def get_as_reader_of(self, case_id: CaseId, language: str) -> str:
        """The page of a case, as the auditor sees it, who sees them all."""
        return self.get(AVA, f"{self.desk(case_id)}?lang={language}").text

    def post(self, who: str | None, path: str, **values: object) -> TestResponse:
        """Press a button or send a form, as a page of ours would."""
        return self.send(who, path, values)

    def send(
        self, who: str | None, path: str, values: Mapping[str, object], *, ago: timedelta = MINUTE
    ) -> TestResponse:
        """The same, by somebody who signed in so long ago."""
        client = self.browser(who, ago=ago)
        headers = {"X-Form-Token": self.form_token(client, who)}
        return client.post(path, data=values, headers=headers, buffered=True)

    def form_token(self, client: FlaskClient, who: str | None) -> str:
        """What a page that was just opened would carry."""
        bound_to = f"session {session_of(who)}" if who else "form cookie"
        if who is None:
            with client.session_transaction() as kept:
                kept["form"] = "cookie"
        return FormTokens(derived_key(KEY, "form token")).make(bound_to)

    def answer_token(self, case_id: CaseId, who: str, *, until: datetime | None = None, purpose: str = "answer") -> str:
        """The one in the mail that asks this helper."""
        claims = {"person_id": who, "case_id": case_id, "invitation_id": invitation_id(case_id, who)}
        return LinkIssuer(self._jwk).issue(purpose, claims, until or self.clock.now() + HOUR)

    def happened(self, case_id: CaseId) -> list[str]:
        """The names of what happened to a case, in order."""
        return [str(one["type"]) for one in self.ports.cases.history(case_id)]

    def _append(self, repository: object, subject: str, *events: object, by: str = "story") -> None:
        repository.append(repository.find(subject), events, by=by)  # type: ignore[attr-defined]


@cache
def the_pack() -> TriagePack:
    """Read once for all towns."""
    return load_for_triage(PACK)


def town_in_memory() -> Town:
    clock = StoppedClock(NOW)
    return Town(clock=clock, ports=memory(clock))


def session_of(who: str | None) -> str:
    return f"session of {who}"


def invitation_id(case_id: str, who: str) -> str:
    return str(uuid5(UUID(case_id), who))


def invitation(case_id: str, who: str, expires_at: datetime) -> happened.HelperInvited:
    return happened.HelperInvited(
        invitation_id=invitation_id(case_id, who),
        person_id=who,
        wave=1,
        turn=0,
        expires_at=expires_at,
        task="Could you fetch groceries?",
        area=ROUGHLY,
        distance_band_m=[200, 400],
        minutes=45,
        why_me=["offers_this", "lives_near"],
        risks=["Heavy bags."],
    )


def links_in(page: str) -> Iterable[str]:
    """Every address that a page leads to."""
    return (part.split('"', 1)[0] for name in ("href", "action", "src") for part in page.split(f'{name}="')[1:])


def _received(category: str) -> ReportReceived:
    return ReportReceived(
        reference=new_reference(),
        category=category,
        channel=Channel.WEB,
        language="en",
        at_home=category in {"shopping_help", "snow_clearing", "child_at_risk"},
        consent=Consent(answer=ConsentAnswer.YES, wording="v1"),
        private=category in {"shopping_help", "child_at_risk"},
        reported_at=NOW - HOUR,
        text=f"{WORDS}: bread and milk, please.",
        place=PLACE,
        address=ADDRESS,
        contact_id="contact-of-reporter",
        floor_signs=["child_at_risk"] if category == "child_at_risk" else [],
    )


def _offer(name: str) -> HelperRegistered:
    return HelperRegistered(
        first_name=name,
        languages=["en"],
        capabilities=["errands", "snow_shovelling", "picking_litter"],
        radius_m=3000,
    )
