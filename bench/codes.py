"""Row: how long whoever signs in waits for their code while thousands of other messages wait for a slow mail server."""

import time
from itertools import count
from statistics import median

from pymongo.database import Database

from bench.effort import Effort
from bench.figures import Figure, at_most
from bench.load import Load, send
from bench.machine import in_company
from bench.pace import Pace
from bench.replay.browser import Browser
from bench.servers import intake_web
from bench.slow_mail import SlowMail, slow_mail
from bench.stage import database_of, stage
from bench.summary import percentile, spread
from bench.wire import Kind
from deploy.local.stack import Stack
from deploy.local.waiting import wait_until
from shared.mongo.connect import Document

CODES = 10
A_MAIL_SECONDS = 0.05
BETWEEN_SECONDS = 1.0
LIMIT_MS = 1000.0
PATIENCE_SECONDS = 600.0
LOAD_SECONDS = 2.0
BLOCK = 100_000
P99 = 0.99
_SIGN_IN = "/me/sign-in"
_WAITING = {"status": "pending"}


def measure(effort: Effort) -> list[Figure]:
    """While the mail server is away reports pile up their mails; it comes back slow, and ten people ask for codes."""
    with in_company() as company, stage() as stack, database_of(stack, "notify") as database:
        stack.stop("mail")
        _pile_up(stack, database, effort.waiting)
        with slow_mail(stack.plan.ports.smtp, seconds=A_MAIL_SECONDS) as server:
            wait_until(lambda: bool(server.taken), seconds=PATIENCE_SECONDS, what="mails go out again")
            waits = [_wait_ms(stack, server, number) for number in range(CODES)]
            left = _waiting(database)
    row = f"sign-in code asked for → mailed, {effort.waiting:,} wait"
    told = (
        f"{CODES} codes; the mail server takes {1000 * A_MAIL_SECONDS:.0f} ms for each mail; {left:,} others still "
        f"waited when the last had come; others used {company.others:.2f} processors meanwhile"
    )
    return [
        at_most(f"{row}, p99", percentile(waits, P99), "ms", limit=LIMIT_MS, spread=spread(waits), note=told),
        Figure(row=f"{row}, p50", value=median(waits), unit="ms"),
    ]


def _pile_up(stack: Stack, database: Database[Document], least: int) -> None:
    """Reports, each with an address of its own to which a mail is due."""
    taken = 0
    for block in count():
        load = Load(
            to=intake_web(stack).address, kind=Kind.REPORT, pace=Pace(seconds=LOAD_SECONDS), first=block * BLOCK
        )
        taken += len(send(load).answers)
        if taken >= least:
            break
    wait_until(lambda: _waiting(database) >= least, seconds=PATIENCE_SECONDS, what=f"{least} messages wait")


def _waiting(database: Database[Document]) -> int:
    return database["deliveries"].count_documents(_WAITING)


def _wait_ms(stack: Stack, server: SlowMail, number: int) -> float:
    """From pressing the button to the mail server's yes."""
    address, browser = f"asks-{number}@residents.example", Browser(stack.url)
    page = browser.get(_SIGN_IN)
    time.sleep(BETWEEN_SECONDS)
    asked = time.time()
    browser.submit(page, page.form(_SIGN_IN), {"email": address})
    wait_until(lambda: address in server.taken, seconds=PATIENCE_SECONDS, what=f"{address} has a code")
    return 1000 * (server.taken[address] - asked)
