"""What the pack asks of neighbours, and how, in triage's own words."""

from services.triage.domain.helper import Limits
from services.triage.domain.task import Task, TaskText, Wave, Ways
from shared.pack.common import ActionBy
from shared.pack.triage import TaskTemplate, TriagePack

DONE_BY_NEIGHBOUR = "done_by_neighbour"


def ways_of(pack: TriagePack) -> Ways:
    limits = pack.limits
    return Ways(
        waves=tuple(Wave(helpers=one.helpers, within=one.within, radius_m=one.radius_m) for one in pack.waves),
        limits=Limits(open_assignments=limits.open_assignments, invitations_a_week=limits.invitations_a_week),
        newcomer_share=limits.newcomer_share,
        draw_window=limits.draw_window,
        claim_lapses_after=limits.claim_lapses_after,
        start_within=pack.timings.start_within,
        confirm_within=pack.timings.confirm_within,
        neighbour_action=_neighbour_action(pack),
    )


def task_of(template: TaskTemplate, languages: tuple[str, ...]) -> Task:
    return Task(
        category=template.category,
        capability=template.capability,
        minutes=template.minutes,
        tier=template.tier,
        on_site=template.on_site,
        slots=template.slots,
        ends_after=template.ends_after,
        texts={language: _text(template, language) for language in languages},
    )


def _text(template: TaskTemplate, language: str) -> TaskText:
    return TaskText(
        title=template.title.say(language),
        text=template.text.say(language),
        risks=tuple(risk.say(language) for risk in template.risks),
    )


def _neighbour_action(pack: TriagePack) -> str:
    done = (action.code for action in pack.common.actions if action.by is ActionBy.NEIGHBOUR)
    return next(done, DONE_BY_NEIGHBOUR)
