"""What is sent: rows of a city's record, or rows of the same shape where there is no record."""

import csv
import gzip
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from shared.pack.common import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One request as the city recorded it. number: the city's id. requested_at: local time, naive, to the minute."""

    number: str
    requested_at: datetime
    name: str
    lat: float
    long: float


def from_file(file: Path, limit: int) -> Sequence[Row]:
    """The first `limit` rows of a gzipped CSV with the city's column names."""
    with gzip.open(file, "rt", newline="") as lines:
        return [_row(each) for each in islice(csv.DictReader(lines), limit)]


def _row(line: dict[str, str]) -> Row:
    return Row(
        number=line["service_request_id"],
        requested_at=datetime.fromisoformat(line["requested_datetime"]),
        name=line["service_name"],
        lat=float(line["lat"]),
        long=float(line["long"]),
    )


def generated(names: Sequence[str], inside: tuple[float, float], limit: int, seed: int) -> Sequence[Row]:
    """Rows of the same shape: a few commonest names make up most, one in forty lies far outside.

    inside: latitude and longitude of a point in the middle of the area.
    """
    return list(islice(_endless(names, inside, random.Random(seed)), limit))


def _endless(names: Sequence[str], inside: tuple[float, float], dice: random.Random) -> Iterator[Row]:
    at = datetime.fromisoformat("2016-05-20T05:00:00")
    weights = [1 / (rank + 1) for rank in range(len(names))]
    number = 1
    while True:
        at += timedelta(minutes=dice.randrange(4))
        away = 3.0 if dice.random() < 1 / 40 else 0.0
        yield Row(
            number=str(number),
            requested_at=at,
            name=dice.choices(names, weights)[0],
            lat=inside[0] + dice.gauss(0, 0.02) + away,
            long=inside[1] + dice.gauss(0, 0.02),
        )
        number += 1


def code_of(name: str, categories: Sequence[Category], language: str) -> str | None:
    """The category whose name this is, or None: the pack's rest category takes it then."""
    wanted = name.casefold()
    return next((each.code for each in categories if each.name.say(language).casefold() == wanted), None)
