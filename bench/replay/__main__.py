"""`make replay FILE=… LIMIT=… RATE=…`: play a city's record through a stack of its own and balance the books."""

import json
import shutil
import sys
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from bench.processes import cpu_between, cpu_seconds
from bench.replay.bad_rows import planted
from bench.replay.books import Books, audit
from bench.replay.evidence import invitation_states, overdue, stored_bytes, stored_reports, unknown_deliveries
from bench.replay.faults import Faults
from bench.replay.ledger import ENDS, PEOPLE, Evidence, Ledger, balance
from bench.replay.mailbox import Mailbox
from bench.replay.people import World
from bench.replay.plan import Planned, plan
from bench.replay.progress import Progress
from bench.replay.rows import from_file, generated
from bench.replay.schedule import Blow, drawn, evenly
from bench.replay.sender import Sender, SentBad
from bench.replay.street import Street
from bench.replay.tally import Tally
from bench.replay.warm_up import wait_until_awake
from bench.replay.watch import Watch
from deploy.local.lifecycle import running_stack
from deploy.local.stack import Stack
from shared.events.triage_people import Role
from shared.pack.load import load_demo, load_for_intake

STARTS_AT_HOUR = 10
BAD_SHARE = 50  # one planted bad row for so many good ones, and at least one of each kind
KINDS_OF_BAD = 10
SECONDS_BETWEEN_LOOKS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was asked for. record: None, or one that is not there, makes rows of the same shape. rate: per second."""

    record: Path | None
    limit: int
    rate: float
    seed: int
    pack: str
    packs: Path
    kill: tuple[str, ...]
    every: float | None
    root: Path
    result: Path


@click.command()
@click.option("--file", "record", type=click.Path(path_type=Path, dir_okay=False), help="The record, a gzipped CSV.")
@click.option("--limit", default=5000, show_default=True, help="How many rows.")
@click.option("--rate", default=100.0, show_default=True, help="Reports a second.")
@click.option("--seed", default=1, show_default=True, help="Decides what everybody does.")
@click.option("--pack", default="san-diego", show_default=True)
@click.option("--packs", type=click.Path(path_type=Path), default=Path("deploy/neighbourhoods"), show_default=True)
@click.option("--kill", multiple=True, help="Processes to kill -9 while reports come in, one after the other.")
@click.option("--every", type=float, help="Kill, freeze or restart any process about every so many seconds.")
@click.option("--root", type=click.Path(path_type=Path), default=Path("var/replay/stack"), show_default=True)
@click.option("--result", type=click.Path(path_type=Path), default=Path("var/replay/latest.json"), show_default=True)
def replay(**wishes: Any) -> None:  # noqa: ANN401 -- click hands over what the options declare
    """Ends with status 1 unless the ledger balances."""
    run = Run(**wishes)
    begun = time.monotonic()
    shutil.rmtree(run.root, ignore_errors=True)
    settings = {"NABO_PACKS": str(run.packs.resolve())}
    with running_stack(run.root, run.pack, clock_start=_morning(run.packs / run.pack), settings=settings) as stack:
        ledger = _play(stack, run)
    _tell(ledger, run.result, time.monotonic() - begun)
    sys.exit(0 if ledger.balances else 1)


def _morning(pack: Path) -> datetime:
    """Ten o'clock of the pack's zone, on the last working day."""
    zone = ZoneInfo(load_for_intake(pack).common.neighbourhood.zone)
    today = datetime.now(zone).replace(hour=STARTS_AT_HOUR, minute=0, second=0, microsecond=0)
    return today - timedelta(days=max(0, today.weekday() - 4))


def _planned(run: Run) -> list[Planned]:
    common = load_for_intake(run.packs / run.pack).common
    language, centre = common.neighbourhood.languages[0], common.neighbourhood.centre
    if run.record and run.record.exists():
        rows = from_file(run.record, run.limit)
    else:
        names = [each.name.say(language) for each in common.categories]
        rows = generated(names, (centre.lat, centre.long), run.limit, run.seed)
    return plan(rows, common.categories, rest="rest", language=language, seed=run.seed)


def _play(stack: Stack, run: Run) -> Ledger:
    planned = _planned(run)
    world = World(origin=stack.url, mailbox=Mailbox(stack.maildir), tally=Tally(), seed=run.seed)
    sender = Sender(stack.url)
    desk = [
        each.email for each in load_demo(run.packs / run.pack) if any(r.role is Role.CASEWORKER for r in each.roles)
    ]
    street = Street(world, sender, caseworkers=desk)
    wait_until_awake(sender, world.mailbox, planned[0].body)
    sender.attempts.clear()
    before = frozenset(stored_reports(stack))
    begun, spent, stored = time.monotonic(), _spent(stack), stored_bytes(stack)
    blows = _blows(stack, run, seconds=len(planned) / run.rate)
    with Watch(stack, closely=bool(blows)) as watch, Faults(stack, blows) as faults, Progress(street, len(planned)):
        bad = _send_bad(sender, planned)
        street.live(planned, rate=run.rate, steer=lambda scale: stack.steer_clock(scale=scale))
    return balance(
        Evidence(
            findings=audit(_books(stack, sender, street, world, before)),
            struck=faults.count(),
            outages=watch.outages,
            sent=street.sent,
            bad=bad,
            final=street.final,
            first_mail=world.mailbox.first,
            repeated=world.mailbox.repeated,
            unknown=unknown_deliveries(stack),
            invitations=invitation_states(stack),
            people=world.tally.all(),
            seconds=time.monotonic() - begun,
            cpu_seconds=cpu_between(spent, _spent(stack)),
            bytes=stored_bytes(stack) - stored,
        )
    )


def _spent(stack: Stack) -> Mapping[str, float]:
    """Seconds of the processors' time until now, by program: the stack's, and this one, which plays the people."""
    return {**cpu_seconds(stack), PEOPLE: time.process_time()}


def _books(stack: Stack, sender: Sender, street: Street, world: World, before: Collection[str]) -> Books:
    """before: reports that were there when it began."""
    ended = [report_id for report_id, found in street.final.items() if found.get("status") in ENDS]
    return Books(
        attempts=sender.attempts,
        stored=[each for each in stored_reports(stack) if each not in before],
        ended=ended,
        sends=world.mailbox.message_ids,
        overdue=_stuck(stack),
    )


def _stuck(stack: Stack) -> list[str]:
    """What is overdue at two looks: clocks run on, and something is always on its way."""
    first = overdue(stack)
    if first:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return sorted(set(first) & set(overdue(stack))) if first else []


def _blows(stack: Stack, run: Run, *, seconds: float) -> list[Blow]:
    if run.every is None:
        return evenly(run.kill, seconds=seconds)
    return drawn(stack.processes(), seconds=seconds, every=run.every, seed=run.seed)


def _send_bad(sender: Sender, planned: list[Planned]) -> list[SentBad]:
    count = max(KINDS_OF_BAD, len(planned) // BAD_SHARE)
    return [sender.send_bad(each) for each in planted(planned[0].body, count)]


def _tell(ledger: Ledger, result: Path, seconds: float) -> None:
    result.parent.mkdir(parents=True, exist_ok=True)
    result.write_text(json.dumps(ledger.plain(), indent=2) + "\n")
    print(json.dumps(ledger.plain(), indent=2))
    verdict = "balances" if ledger.balances else "DOES NOT BALANCE"
    print(
        f"replay: the ledger {verdict}: accepted {ledger.accepted}, lost {ledger.lost}, repeated {ledger.repeated}, "
        f"outstanding {ledger.outstanding}, unknown {ledger.unknown}; mail p50 {ledger.p50_ms} ms, "
        f"p99 {ledger.p99_ms} ms; {ledger.cpu_ms} ms of processors and {ledger.bytes} bytes a report; "
        f"{ledger.seconds} s, with the stack's start {seconds:.1f} s"
    )


if __name__ == "__main__":
    replay()
