"""The ledger outside the system: what went in, what came of it, and whether anything is missing or twice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import quantiles
from typing import Any

from bench.replay.books import Findings
from bench.replay.mailbox import Mail
from bench.replay.sender import Sent, SentBad

CREATED = 201
ENDS = frozenset({"closed", "withdrawn", "referred_out"})
INVITATION_STATES = frozenset({"accepted", "declined", "expired", "stood_down"})
CLOSE_REASONS = frozenset({"confirmed", "unconfirmed", "no_longer_needed", "withdrawn"})
ROUTES = frozenset({"professional", "neighbours"})
PEOPLE = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One run's figures. Times in milliseconds are real time, from the 2xx to the mail in the Maildir."""

    accepted: int
    refused: dict[str, int]
    by_route: dict[str, int]
    by_close_reason: dict[str, int]
    by_invitation_state: dict[str, int]
    notified: int
    outstanding: int
    lost: int
    repeated: int
    unknown: int
    wrongly_answered: int
    never_occurred: list[str]
    seconds: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float = 0.0
    """Of the processors' time, for each report that was taken: all of the stack's programs, whatever people did.

    Too little where processes were killed: what they had used went with them.
    """

    cpu_ms_by_program: dict[str, float] = field(default_factory=dict)
    """The same of each program, the dearest first; `people` is what plays the people, which is no part of the sum."""

    bytes: int = 0
    """That database and broker grew by, for each report that was taken."""

    people: dict[str, int] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)
    """Promises of the books that did not hold, and how often; see `bench.replay.books`."""

    struck: dict[str, int] = field(default_factory=dict)
    outages: dict[str, Mapping[str, float]] = field(default_factory=dict)
    """By process: how often it said that it is not ready, and for how many seconds in the middle and at most."""

    @property
    def balances(self) -> bool:
        """Nothing lost, repeated, outstanding or wrongly answered, and every kind of thing has occurred."""
        gone_wrong = self.lost + self.repeated + self.outstanding + self.wrongly_answered
        return not gone_wrong and not self.never_occurred and not self.broken

    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the run left behind. final: by report id, the report as the public door shows it at the end."""

    sent: Sequence[Sent]
    bad: Sequence[SentBad]
    final: Mapping[str, Mapping[str, Any]]
    first_mail: Mapping[str, Mail]
    repeated: int
    unknown: int
    invitations: Mapping[str, int]
    people: Mapping[str, int]
    seconds: float
    cpu_seconds: Mapping[str, float] = field(default_factory=dict)
    bytes: int = 0
    findings: Findings = field(default_factory=Findings)
    struck: Mapping[str, int] = field(default_factory=dict)
    outages: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def balance(found: Evidence) -> Ledger:
    """Draw it up."""
    accepted = [each for each in found.sent if each.status == CREATED]
    reports = [found.final.get(_id(each), {}) for each in accepted]
    waits = sorted(_waits(accepted, found.first_mail))
    by_route = Counter(_route(each) for each in reports if each)
    by_reason = Counter(reason for each in reports if (reason := _close_reason(each)))
    cpu_ms = {name: 1000 * spent / max(1, len(accepted)) for name, spent in found.cpu_seconds.items()}
    return Ledger(
        accepted=len(accepted),
        refused=_refused(found),
        by_route=dict(by_route),
        by_close_reason=dict(by_reason),
        by_invitation_state=dict(found.invitations),
        notified=len(waits),
        outstanding=sum(1 for each in reports if each and each["status"] not in ENDS),
        lost=sum(1 for each in reports if not each) + _never_told(accepted, found.first_mail),
        repeated=found.repeated,
        unknown=found.unknown,
        wrongly_answered=sum(not each.is_as_expected for each in found.bad) + _unanswered(found.sent),
        never_occurred=_never_occurred(by_route, by_reason, found.invitations),
        seconds=round(found.seconds, 1),
        p50_ms=_percentile(waits, 50),
        p99_ms=_percentile(waits, 99),
        cpu_ms=round(sum(ms for name, ms in cpu_ms.items() if name != PEOPLE), 1),
        cpu_ms_by_program={name: round(ms, 1) for name, ms in sorted(cpu_ms.items(), key=lambda one: -one[1])},
        bytes=found.bytes // max(1, len(accepted)),
        people=dict(found.people),
        broken={promise: len(those) for promise, those in found.findings.wrong.items()},
        struck=dict(found.struck),
        outages=dict(found.outages),
    )


def _id(sent: Sent) -> str:
    return str((sent.body or {}).get("id", ""))


def _close_reason(report: Mapping[str, Any]) -> str | None:
    """Of a report that was taken back the public door shows no more than that."""
    if report.get("status") == "withdrawn":
        return "withdrawn"
    return report.get("close_reason")


def _route(report: Mapping[str, Any]) -> str:
    """By what the resident could see: were neighbours asked, and did a team have it?"""
    seen = {step["status"] for step in report.get("history", ())}
    return "neighbours" if "asking_neighbours" in seen else "professional" if "with_team" in seen else "none"


def _refused(found: Evidence) -> dict[str, int]:
    planted = Counter(f"planted {each.bad.kind}" for each in found.bad if each.is_as_expected)
    rows = Counter(_why(each) for each in found.sent if each.status != CREATED)
    return {**dict(rows), **dict(planted)}


def _why(sent: Sent) -> str:
    fields = sorted((sent.body or {}).get("errors", {}) or ())
    return f"{sent.status} {', '.join(fields)}".strip()


def _unanswered(sent: Sequence[Sent]) -> int:
    return sum(1 for each in sent if not each.status or each.status >= 500)  # noqa: PLR2004 -- HTTP's own border.


def _waits(accepted: Sequence[Sent], first: Mapping[str, Mail]) -> list[float]:
    told = ((each.at, first.get(each.planned.email or "")) for each in accepted)
    return [max(0.0, mail.arrived - at) * 1000 for at, mail in told if mail]


def _never_told(accepted: Sequence[Sent], first: Mapping[str, Mail]) -> int:
    return sum(1 for each in accepted if each.planned.email and each.planned.email not in first)


def _never_occurred(routes: Counter[str], reasons: Counter[str], invitations: Mapping[str, int]) -> list[str]:
    wanted = ((ROUTES, routes), (CLOSE_REASONS, reasons), (INVITATION_STATES, invitations))
    return sorted(name for names, seen in wanted for name in names if not seen.get(name))


def _percentile(waits: Sequence[float], percent: int) -> float:
    if len(waits) < 2:  # noqa: PLR2004 -- a percentile needs two.
        return round(waits[0], 1) if waits else 0.0
    return round(quantiles(waits, n=100, method="inclusive")[percent - 1], 1)
