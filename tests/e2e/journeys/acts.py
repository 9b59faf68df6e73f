"""What people do in more than one journey."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tests.e2e.journeys.conftest import told_in
from tests.e2e.town.reports import Told
from tests.e2e.town.walker import Walker

CONFIRMING = timedelta(days=3, minutes=1)


class Ending(StrEnum):
    """What the reporter answers to "is it fixed?"."""

    FIXED = "fixed"
    DISPUTED = "disputed"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What somebody reports. category, text and address as they type them; neighbours: whether one may help."""

    category: str
    text: str
    address: str
    neighbours: bool


def somebody_new() -> str:
    """An address that nobody had before."""
    return f"{uuid.uuid4().hex[:12]}@resident.example"


def reports(walker: Walker, trouble: Trouble, email: str) -> Told:
    """From the front page to the page that thanks."""
    walker.goes_to("/").follows("Report something").is_under("Report something")
    fills_in_the_report(walker, trouble, email).presses("Send it")
    if walker.path == "/report":  # Some categories ask for a little more; what is at a home, for whom it is.
        if walker.page.get_by_label(walker._said("It is for me")).count():  # noqa: SLF001
            walker.chooses("It is for me")
        walker.presses("Send it")
    walker.is_under("Thank you. We have it.").sees("What happens next")
    return told_in(walker, email)


def fills_in_the_report(walker: Walker, trouble: Trouble, email: str) -> Walker:
    walker.chooses(trouble.category).fills_in("What is wrong, or what do you need?", trouble.text)
    walker.fills_in("Where is it?", trouble.address)
    walker.chooses("Yes, a neighbour may help" if trouble.neighbours else "No, professionals only")
    return walker.fills_in("How do we reach you?", email) if email else walker


def resolves(desk: Walker, told: Told, *, action: str, words: str) -> Walker:
    """A caseworker says what was done, with words for the reporter."""
    desk.goes_to(f"/desk/cases/{told.reference}")
    desk.selects("What was done", action).fills_in("In a sentence, for the reporter", words)
    return desk.presses("It is done").sees("Thank you. We ask the reporter now whether it is fixed.")


def answers(reporter: Walker, told: Told, ending: Ending) -> None:
    """By the link in the letter that asks."""
    letter = told.letter(having="/outcome")
    match ending:
        case Ending.FIXED:
            reporter.goes_to(letter.link("/outcome")).is_under("Is it fixed?").presses("It is fixed")
            reporter.is_under("You told us that it is fixed")
            assert told.becomes("closed")["close_reason"] == "confirmed"
        case Ending.DISPUTED:
            reporter.goes_to(letter.link("/outcome")).fills_in("What is still wrong?", "It is as it was.")
            reporter.presses("It is not fixed").is_under("You told us that it is not fixed")
            told.becomes("reopened", "with_team")
        case Ending.UNANSWERED:
            mark = told.town.mailbox.now()
            told.town.pass_time(CONFIRMING)
            assert told.becomes("closed")["close_reason"] == "unconfirmed"
            told.letter(after=mark, having=told.reference)


def is_mended_after_all(desk: Walker, reporter: Walker, told: Told) -> None:
    """What was disputed comes back to the professionals, who do it again; now it is fixed."""
    desk.goes_to("/desk?show=reopened").reloads_until(told.reference)
    mark = told.town.mailbox.now()
    resolves(desk, told, action="Repaired", words="Came back and mended it properly.")
    letter = told.letter(having="/outcome", after=mark)
    reporter.goes_to(letter.link("/outcome")).presses("It is fixed")
    assert told.becomes("closed")["close_reason"] == "confirmed"
