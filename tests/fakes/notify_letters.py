"""Letters in plain words, and a mail server that does as it is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.notify.domain.delivery import Delivery
from services.notify.domain.letter import Letter
from services.notify.domain.matter import Matter
from services.notify.domain.sending import Reader


class PlainLetters:
    """Passes as `ports.writing.Letters`: says the message's name and nothing else."""

    def write_digest(
        self,
        delivery: Delivery,
        told: Sequence[Letter],
        *,
        to: str,
        reader: Reader,
        at: datetime,  # noqa: ARG002 -- the port's shape
    ) -> Letter:
        said = ", ".join(each.subject for each in told)
        named = f"{delivery.id}@test.example"
        return Letter(to=to, subject=said, text=said, html=said, language=reader.language, message_id=named)

    def write(
        self,
        delivery: Delivery,
        opened: Mapping[str, str],
        *,
        matter: Matter | None,
        reader: Reader,
        names: Mapping[str, str],  # noqa: ARG002 -- the port's shape
        at: datetime,  # noqa: ARG002 -- the port's shape
    ) -> Letter:
        subject = f"{delivery.message} {matter.reference if matter else ''}".strip()
        return Letter(
            to=opened["address"],
            subject=subject,
            text=delivery.message,
            html=delivery.message,
            language=reader.language,
            message_id=f"{delivery.id}@test.example",
        )


@dataclass(slots=True)
class FakeChannel:
    """Passes as `ports.channels.MailChannel`. refuses: raised before the brink. falls: raised after it, by address.

    taken: every letter that was accepted, as a mail server's own list has it. counts: even if the answer was lost.
    """

    refuses: dict[str, Exception] = field(default_factory=dict)
    falls: dict[str, Exception] = field(default_factory=dict)
    taken: list[Letter] = field(default_factory=list)
    before_brink: Callable[[Letter], None] = lambda _letter: None

    def hand_over(self, letter: Letter, *, at_the_brink: Callable[[], None]) -> None:
        if letter.to in self.refuses:
            raise self.refuses[letter.to]
        self.before_brink(letter)
        at_the_brink()
        if letter.to in self.falls:
            raise self.falls[letter.to]
        self.taken.append(letter)

    def close(self) -> None:
        """There is no line."""
