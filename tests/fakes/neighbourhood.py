"""A neighbourhood made for tests: snow, shopping and calls are for neighbours; every hour is a working hour."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.triage.domain.facts import Around
from services.triage.domain.helper import Limits
from services.triage.domain.policy import Condition, Deadline, DeadlineUnit, Owner, Policy, Protection, Rule
from services.triage.domain.report import Report
from services.triage.domain.task import Task, TaskText, Wave, Ways
from services.triage.ports import OnCall
from shared.events.place import Place
from shared.events.triage import Circle, Route
from shared.signs.language_of_words import LanguageOfWords
from shared.signs.signs import ANY_LANGUAGE, Signs, SignWords

EIGHT_HOURS = Deadline(amount=8, unit=DeadlineUnit.HOURS)
ONE_HOUR = Deadline(amount=1, unit=DeadlineUnit.HOURS)
STREETS = Owner(team="streets", deadline=EIGHT_HOURS)
SAFEGUARDING = Owner(team="safeguarding", deadline=ONE_HOUR)
CATEGORIES = ("snow", "shopping", "call", "lamp", "tree")
_YES = Condition(fact="consent", one_of=frozenset({"yes"}))

POLICY = Policy(
    version="policy-1",
    protection=Protection(danger=SAFEGUARDING, floor=SAFEGUARDING, unsure=Owner(team="office", deadline=EIGHT_HOURS)),
    owners=dict.fromkeys(CATEGORIES, STREETS),
    rules=(
        Rule(
            code="trades",
            route=Route.PROFESSIONAL,
            reasons=("needs_a_specialist",),
            all_of=(Condition(fact="category", one_of=frozenset({"lamp"})),),
        ),
        Rule(
            code="together",
            route=Route.BOTH,
            reasons=("together",),
            all_of=(Condition(fact="category", one_of=frozenset({"tree"})),),
        ),
        Rule(
            code="neighbours_can",
            route=Route.NEIGHBOURS,
            reasons=("suits_a_neighbour",),
            all_of=(Condition(fact="category", one_of=frozenset({"snow", "shopping", "call"})),),
        ),
        Rule(code="rest", route=Route.PROFESSIONAL, reasons=("team_of_the_category",)),
    ),
)

WAYS = Ways(
    waves=(
        Wave(helpers=2, within=timedelta(hours=1), radius_m=500),
        Wave(helpers=2, within=timedelta(hours=1), radius_m=2000),
    ),
    limits=Limits(open_assignments=2, invitations_a_week=4),
    newcomer_share=0.5,
    draw_window=timedelta(),
    claim_lapses_after=timedelta(seconds=30),
    start_within=timedelta(hours=1),
    confirm_within=timedelta(days=3),
    neighbour_action="neighbour_helped",
)


_DANGER = {"life": ["unconscious", "not answering"], "child_in_danger": ["child * alone"]}
_FLOOR = {"violence": ["threat*"]}
SIGN_WORDS = SignWords(
    dict.fromkeys(("en", ANY_LANGUAGE), _DANGER),
    dict.fromkeys(("en", ANY_LANGUAGE), _FLOOR),
    other_language=LanguageOfWords(()),
)


def task(category: str, *, tier: int = 1, on_site: bool = True, slots: int = 1) -> Task:
    return Task(
        category=category,
        capability="snow_shovelling",
        minutes=30,
        tier=tier,
        on_site=on_site,
        slots=slots,
        ends_after=timedelta(hours=2),
        texts={
            "en": TaskText(title="Could you clear snow?", text="Doorstep to street.", risks=("It is slippery.",)),
            "da": TaskText(title="Kan du rydde sne?", text="Fra dør til vej.", risks=("Der er glat.",)),
        },
    )


@dataclass
class FakeNeighbourhood:
    """Passes as `Neighbourhood`; its fields may be changed as a story goes on."""

    policy: Policy = POLICY
    ways: Ways = WAYS
    answers_now: OnCall | None = OnCall(name="Kirsten", phone="+358 9 555 0110")  # noqa: RUF009 frozen
    quiet: datetime | None = None
    tasks: dict[str, Task] = field(
        default_factory=lambda: {
            "snow": task("snow"),
            "tree": task("tree"),
            "shopping": task("shopping", tier=2),
            "call": task("call", on_site=False),
        }
    )

    def around(self, report: Report, at: datetime) -> Around:
        found = self.task(report.category)
        return Around(
            is_category_known=report.category in CATEGORIES,
            group="outdoors",
            area="centre" if report.place is not None else None,
            language_has_danger_words={report.language, report.written_in or report.language} <= {"en", "da"},
            weekday=("mon", "tue", "wed", "thu", "fri", "sat", "sun")[at.weekday()],
            hour=at.hour,
            task_on_site=found.on_site if found is not None else None,
            somebody_answers=self.answers_now is not None,
        )

    def task(self, category: str) -> Task | None:
        return self.tasks.get(category)

    def come_at(self, report: Report) -> datetime | None:
        said = report.answers.get("when")
        return datetime.fromisoformat(said) if said else None

    def has_action(self, action: str) -> bool:
        return action == "repaired"

    def deadline(self, start: datetime, length: Deadline) -> datetime:
        return start + timedelta(**{length.unit.value: length.amount})

    def on_call(self, at: datetime) -> OnCall | None:  # noqa: ARG002 the port's shape
        return self.answers_now

    def local(self, at: datetime) -> datetime:
        return at

    def quiet_until(self, at: datetime) -> datetime | None:
        return self.quiet if self.quiet is not None and at < self.quiet else None

    def rough_area(self, place: Place) -> Circle:
        return Circle(centre=Place(lat=place.lat + 0.0005, long=place.long), radius_m=150)

    def signs_in(self, words: str, language: str) -> Signs:
        return SIGN_WORDS.in_words(words, language=language)

    def address_key(self, address: str) -> str:
        return " ".join(address.casefold().split())
