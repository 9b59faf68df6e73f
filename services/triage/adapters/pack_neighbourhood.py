"""The pack, as triage's use cases see it."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from services.triage.adapters.pack_policy import as_written, policy_of
from services.triage.adapters.pack_tasks import task_of, ways_of
from services.triage.domain.facts import Around
from services.triage.domain.policy import Deadline, Policy
from services.triage.domain.report import Report
from services.triage.domain.rough_area import Roughness, lay_out
from services.triage.domain.task import Task, Ways
from services.triage.ports import OnCall
from shared.events.place import Place
from shared.events.triage import Circle
from shared.pack.common import ActionBy, with_code
from shared.pack.gazetteer import Gazetteer, plain
from shared.pack.sign_reader import sign_reader
from shared.pack.spelling import WEEKDAYS
from shared.pack.triage import RoughArea, TriagePack
from shared.pack.working_time import at_minute, civil
from shared.signs.signs import Signs, SignWords, is_read

KNOWN_CIRCLES = 10_000


class PackNeighbourhood:
    """Passes as `Neighbourhood`. key: a secret from which the layout of rough areas follows; with it they change."""

    def __init__(self, pack: TriagePack, gazetteer: Gazetteer, *, key: bytes) -> None:
        self._pack = pack
        self._languages = frozenset(pack.common.neighbourhood.languages)
        self._zone = ZoneInfo(pack.common.neighbourhood.zone)
        self._tasks = {
            code: task_of(template, pack.common.neighbourhood.languages) for code, template in pack.tasks.items()
        }
        self.policy: Policy = policy_of(pack)
        self.ways: Ways = ways_of(pack)
        areas = lay_out(
            (address.place for address in gazetteer.addresses),
            _roughness(pack.rough_area),
            secret=hmac.digest(key, b"rough areas", hashlib.sha256),
        )
        self._circle = lru_cache(maxsize=KNOWN_CIRCLES)(areas.circle)

    def around(self, report: Report, at: datetime) -> Around:
        category, task, local = self._pack.common.category(report.category), self.task(report.category), self.local(at)
        return Around(
            is_category_known=category is not None,
            group=category.group if category is not None else None,
            area=self._pack.areas.area_of(report.place) if report.place is not None else None,
            language_has_danger_words=self._notices_danger(report.language, report.written_in or report.language),
            weekday=WEEKDAYS[local.weekday()],
            hour=local.hour,
            task_on_site=task.on_site if task is not None else None,
            somebody_answers=self.on_call(at) is not None,
        )

    def _notices_danger(self, *languages: str) -> bool:
        return all(is_read(each, self._languages) for each in languages)

    def task(self, category: str) -> Task | None:
        return self._tasks.get(category)

    def come_at(self, report: Report) -> datetime | None:
        template = self._pack.tasks.get(report.category)
        said = report.answers.get(template.when, "") if template is not None and template.when else ""
        try:
            return _instant(datetime.fromisoformat(said), self._zone.key)
        except (ValueError, OverflowError):
            return None

    def has_action(self, action: str) -> bool:
        found = with_code(self._pack.common.actions, action)
        return found is not None and found.by is ActionBy.TEAM

    def deadline(self, start: datetime, length: Deadline) -> datetime:
        return self._pack.working_time.deadline(start, as_written(length))

    def on_call(self, at: datetime) -> OnCall | None:
        local = self.local(at)
        found = next((one for one in self._pack.on_call if one.hours.includes(local)), None)
        return OnCall(name=found.name, phone=found.phone) if found is not None else None

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone)

    def quiet_until(self, at: datetime) -> datetime | None:
        quiet, local = self._pack.limits.quiet_hours, self.local(at)
        if quiet is None or not quiet.includes(local):
            return None
        ends_today = local.hour * 60 + local.minute < quiet.until_minute
        day = local.date() if ends_today else local.date() + timedelta(days=1)
        return at_minute(day, quiet.until_minute, self._zone.key)

    def rough_area(self, place: Place) -> Circle:
        return self._circle(place)

    def signs_in(self, words: str, language: str) -> Signs:
        return self._sign_words.in_words(words, language=language)

    @cached_property
    def _sign_words(self) -> SignWords:
        """Made when somebody writes: most of triage's processes never read what people write."""
        return sign_reader(self._pack.signs, self._pack.common.neighbourhood.languages)

    def address_key(self, address: str) -> str:
        return plain(address.partition(",")[0])


def _instant(said: datetime, zone: str) -> datetime:
    """A time without an offset is meant as clocks here show it."""
    return civil(said.date(), said.time(), zone) if said.tzinfo is None else said.astimezone(UTC)


def _roughness(rough: RoughArea) -> Roughness:
    return Roughness(
        radius_m=rough.radius_m, addresses=rough.addresses, radius_without_m=rough.radius_without_addresses_m
    )
