"""What people tell us walks its whole round; no process writes any of it to its log, whichever process it is."""

import uuid

import pytest

from tests.e2e.town.answering import answers
from tests.e2e.town.neighbours import are_asked, takes_it
from tests.e2e.town.reports import Told, tell
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import PLACE, Desks, Tell

MARK = uuid.uuid4().hex[:8]
WORDS = {each: f"canary{each}{MARK}" for each in ("name", "text", "answer", "outcome", "message", "mail", "stranger")}
PHONE = f"+35840{int(MARK, 16) % 10_000_000:07}"
EXACT = {"lat": PLACE["lat"] + int(MARK, 16) % 997 / 10_000_000, "long": PLACE["long"]}
ROUND = {"web-intake", "worker-intake", "web-triage", "worker-triage", "web-notify", "worker-notify"}
STORES = {"gateway", "kafka", "mail", "mongod", "sms"}


def by_mail(town: Town, told: Told) -> None:
    """An answer that is taken, one by a stranger, and one that nobody reads."""
    letter = told.letter(having="You can simply answer this mail")
    answers(town, letter, f"And this by mail: {WORDS['mail']}.")
    answers(town, letter, f"{WORDS['stranger']}.", sender=f"{WORDS['stranger']}@elsewhere.example")
    answers(town, letter, f"{WORDS['mail']} " * 500)


@pytest.fixture
def walked(town: Town, tell: Tell, desk: Desks) -> Told:
    """A report with a name, an address, a place and words, from its first page to "it is not fixed"."""
    text = f"{WORDS['name']} needs the {WORDS['text']} cleared."
    told = tell("snow_clearing", text=text, neighbour_consent=True, location=EXACT)
    helper = takes_it(are_asked(told, count=3)[0])
    helper.says("messages", text=f"I have a {WORDS['message']}.")
    reporter_of(told).writes(f"This is what you asked me about: it is {WORDS['answer']}, thank you very much.")
    by_mail(town, told)
    desk("jesper").waits_for(told.reference)
    helper.says("on-way")
    helper.says("done", minutes="20", words=f"Swept the {WORDS['outcome']}.")
    told.becomes("done_unconfirmed")
    return told


def by_phone(town: Town) -> None:
    """Whoever leaves a number; and somebody whose message is refused, whose words an error could repeat."""
    taken = tell(town, "litter", text=WORDS["text"], writes=False, location=EXACT, contact={"phone": PHONE})
    taken.becomes("with_team")


def test_no_process_writes_names_addresses_numbers_places_or_words_to_its_log(town: Town, walked: Told) -> None:
    by_phone(town)
    secrets = [*WORDS.values(), walked.email, PHONE, PHONE[3:], str(EXACT["lat"]), walked.personal_page.split("/")[-1]]
    processes = set(town.stack.processes())
    assert processes == ROUND | STORES
    logs = {file.name: file.read_text(errors="replace") for file in town.stack.plan.layout.logs.glob("*.log*")}
    assert all(any(name.startswith(each) for name in logs) for each in processes), "every process has a log"
    assert [(name, secret) for name, text in logs.items() for secret in secrets if secret in text] == []
