"""Rows: how long a report waits for its answer at a steady rate, and then for its mail; what that costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from statistics import median

from bench.effort import Effort
from bench.figures import Figure, at_most
from bench.load import Load, Outcome, send
from bench.machine import in_company
from bench.mailbox import Mailbox
from bench.pace import Loop, Pace
from bench.processes import cpu_between, cpu_seconds
from bench.servers import gateway
from bench.stage import stage
from bench.summary import failures, percentile, spread, waits_ms
from bench.wire import Kind, address_of
from deploy.local.stack import Stack

FAST, CALM, WARM_UP = 200.0, 50.0, 20.0
PATIENCE_SECONDS = 180.0
ANSWER_MS, DRAINED_SECONDS, MAIL_MS = 100.0, 60.0, 1000.0
WARM_UP_NUMBERS = 10_000_000
P99 = 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A load at a steady rate until everybody had their mail. mails: by address; cpu: seconds by program."""

    outcome: Outcome
    mails: Mapping[str, float]
    cpu: Mapping[str, float]

    @property
    def accepted(self) -> Mapping[str, float]:
        """When each reporter was told that we have their report."""
        good = (answer for answer in self.outcome.answers if answer.status == HTTPStatus.CREATED)
        return {address_of(answer.number): answer.at for answer in good}

    @property
    def drained_seconds(self) -> float:
        """From the last answer to the last mail."""
        return max(0.0, max(self.mails.values()) - max(self.accepted.values()))

    @property
    def mail_ms(self) -> list[float]:
        """How long each mail took; a mail may be handed over before the answer has arrived."""
        return [(self.mails[address] - at) * 1000 for address, at in self.accepted.items()]


def measure_answers(effort: Effort) -> list[Figure]:
    """Through the gateway, as residents come, while the whole stack works."""
    course = _course(FAST, effort.steady_seconds, effort)
    waits = waits_ms(course.outcome)
    told = f"p50 {median(waits):.0f} ms, {len(waits)} requests, {failures(course.outcome)} failed"
    return [
        at_most(f"create at {FAST:g}/s, p99", percentile(waits, P99), "ms", limit=ANSWER_MS, note=told),
        at_most(f"backlog after {FAST:g}/s drained", course.drained_seconds, "s", limit=DRAINED_SECONDS),
    ]


def measure_mail(effort: Effort) -> list[Figure]:
    """From the answer to the mail in the catcher's hands."""
    course = _course(CALM, effort.mail_seconds, effort)
    waits, reports = course.mail_ms, len(course.accepted)
    row = f"accepted → mail handed to SMTP at {CALM:g}/s"
    told = f"{reports} reports, {failures(course.outcome)} requests failed"
    return [
        at_most(f"{row}, p99", percentile(waits, P99), "ms", limit=MAIL_MS, spread=spread(waits), note=told),
        Figure(row=f"{row}, p50", value=median(waits), unit="ms"),
        _cost(course.cpu, reports),
    ]


def _cost(cpu: Mapping[str, float], reports: int) -> Figure:
    by_program = sorted(cpu.items(), key=lambda each: -each[1])
    told = ", ".join(f"{name} {1000 * seconds / reports:.1f}" for name, seconds in by_program)
    value = 1000 * sum(cpu.values()) / reports
    return Figure(row="all processors' time for a report", value=value, unit="ms", note=told)


def _course(rate: float, seconds: float, effort: Effort) -> Course:
    with stage() as stack, in_company() as company:
        mailbox = Mailbox(stack.maildir)
        _send(stack, mailbox, WARM_UP, effort.warm_up, first=WARM_UP_NUMBERS)
        before = cpu_seconds(stack)
        outcome, mails = _send(stack, mailbox, rate, seconds, first=0)
        course = Course(outcome=outcome, mails=mails, cpu=cpu_between(before, cpu_seconds(stack)))
    print(f"  others used {company.others:.2f} processors meanwhile")
    return course


def _send(
    stack: Stack, mailbox: Mailbox, rate: float, seconds: float, *, first: int
) -> tuple[Outcome, Mapping[str, float]]:
    """Returns when everybody whose report was taken has a mail."""
    pace = Pace(seconds=seconds, loop=Loop.OPEN, rate=rate)
    outcome = send(Load(to=gateway(stack), kind=Kind.REPORT, pace=pace, first=first))
    expected = {address_of(answer.number) for answer in outcome.answers if answer.status == HTTPStatus.CREATED}
    return outcome, mailbox.wait_for(expected, seconds=PATIENCE_SECONDS)
