"""Makes the demo's many helpers by a seed: the same people, at the same places, every time."""

from collections.abc import Iterator
from datetime import time
from math import cos, radians
from random import Random
from uuid import UUID

from shared.events.place import Place
from shared.events.triage_people import Hours, Role
from shared.pack.areas import Areas
from shared.pack.demo import DemoFile, DemoHelp, DemoPerson, DemoRole, Generate

M_PER_DEGREE = 111_195  # along a meridian, on the mean sphere
# fmt: off
FIRST_NAMES = (
    "Ada", "Alma", "Amir", "Anders", "Aya", "Ben", "Birgit", "Carlos", "Carmen", "Dana", "David", "Eino",
    "Elif", "Emil", "Esther", "Fatima", "Frida", "Grace", "Hana", "Hugo", "Ida", "Ines", "Ivan", "Jamal",
    "Jonas", "Juan", "Karin", "Kofi", "Lara", "Leo", "Lin", "Lucia", "Maja", "Mateo", "Mei", "Mina", "Nadia",
    "Noah", "Nora", "Olga", "Omar", "Otto", "Priya", "Rosa", "Ruth", "Sam", "Sara", "Selma", "Sofia", "Tariq",
    "Theo", "Tuan", "Uma", "Vera", "Viktor", "Wei", "Yara", "Yusuf", "Zoe",
)
# fmt: on
ALL_DAY = Hours(days=[0, 1, 2, 3, 4, 5, 6], start=time.min, end=time.max)
PART_OF_DAY = (
    Hours(days=[0, 1, 2, 3, 4], start=time(8), end=time(16)),
    Hours(days=[0, 1, 2, 3, 4, 5, 6], start=time(16), end=time(22)),
    Hours(days=[5, 6], start=time(8), end=time(22)),
)
OFTEN_FREE = 0.6  # the share of helpers who may be asked at any time


def everybody(file: DemoFile, areas: Areas, languages: tuple[str, ...]) -> tuple[DemoPerson, ...]:
    """Give the written people, then the generated helpers."""
    made = _generated(file.generate, areas, languages) if file.generate else ()
    return (*file.people, *made)


def _generated(wish: Generate, areas: Areas, languages: tuple[str, ...]) -> Iterator[DemoPerson]:
    random = Random(wish.seed)  # noqa: S311  # made-up people, not secrets
    for number in range(1, wish.helpers + 1):
        yield DemoPerson(
            person_id=str(UUID(int=random.getrandbits(128), version=4)),
            first_name=random.choice(FIRST_NAMES),
            email=f"helper-{number:06}@{wish.email_domain}",
            languages=(random.choice(languages),),
            roles=(DemoRole(role=Role.HELPER),),
            help=_help(wish, areas, random),
        )


def _help(wish: Generate, areas: Areas, random: Random) -> DemoHelp:
    offered = random.sample(wish.capabilities, k=random.randint(1, len(wish.capabilities)))
    return DemoHelp(
        home=_home(wish, areas, random),
        capabilities=tuple(sorted(offered)),
        radius_m=random.choice(wish.radius_m),
        hours=(ALL_DAY if random.random() < OFTEN_FREE else random.choice(PART_OF_DAY),),
        tier=random.choices(range(4), weights=wish.tiers)[0],
    )


def _home(wish: Generate, areas: Areas, random: Random) -> Place:
    """Draw until the place lies in a served area."""
    while not areas.contains(place := _anywhere(wish, areas, random)):
        continue
    return place


def _anywhere(wish: Generate, areas: Areas, random: Random) -> Place:
    drawn = random.random()
    for cluster in wish.clusters:
        if drawn < cluster.share:
            return _around(cluster.centre, cluster.spread_m, random)
        drawn -= cluster.share
    west, south, east, north = areas.bounds
    return Place(lat=round(random.uniform(south, north), 6), long=round(random.uniform(west, east), 6))


def _around(centre: Place, spread_m: int, random: Random) -> Place:
    north_m, east_m = random.gauss(0, spread_m), random.gauss(0, spread_m)
    lat = centre.lat + north_m / M_PER_DEGREE
    long = centre.long + east_m / (M_PER_DEGREE * cos(radians(centre.lat)))
    return Place(lat=round(lat, 6), long=round(long, 6))
