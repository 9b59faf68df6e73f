"""The requests that the benchmarks send, as bytes on the wire: reports as a resident's program would write them."""

import json
from dataclasses import dataclass
from enum import StrEnum

PACK = "kluuvi"
CREATE = "/api/intake/v1/reports"
NOTHING = "/nothing"
WORDS = (
    ("street_light", "The lamp at the corner by the bakery has been dark since Monday; it is hard to see the kerb."),
    ("pothole", "There is a hole in the pavement in front of number twelve; two people have stumbled over it already."),
    ("litter", "The bin by the tram stop is full and the wind spreads paper and bottles over the whole square."),
    ("noise", "The machines on the building site start before six in the morning, also on Saturdays."),
    ("street_tree", "The young tree by the playground looks dry, and the bed around it has been trodden down."),
)
CENTRE = (60.1711, 24.9459)
STEP = 0.00002
SPREAD = 50


class Kind(StrEnum):
    """What is asked for: to take a report, or to do nothing at all."""

    REPORT = "report"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where to."""

    host: str
    port: int


def address_of(number: int) -> str:
    """The mailbox of the reporter who sent this report; nobody else has it."""
    return f"resident-{number}@residents.example"


def request(kind: Kind, number: int, to: Address) -> bytes:
    """The whole request. number: no two reports of a run have the same."""
    match kind:
        case Kind.REPORT:
            return _post(CREATE, json.dumps(report(number)).encode(), to)
        case Kind.NOTHING:
            return f"GET {NOTHING} HTTP/1.1\r\nHost: {to.host}:{to.port}\r\n\r\n".encode()


def report(number: int) -> dict[str, object]:
    """One report of the demo neighbourhood with a contact; every other reporter agrees to a neighbour's help."""
    category, words = WORDS[number % len(WORDS)]
    return {
        "category": category,
        "text": f"{words} ({number})",
        "location": {"lat": CENTRE[0] + number % SPREAD * STEP, "long": CENTRE[1] - number % SPREAD * STEP},
        "language": "en",
        "neighbour_consent": number % 2 == 0,
        "contact": {"email": address_of(number)},
    }


def _post(path: str, body: bytes, to: Address) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {to.host}:{to.port}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
