"""What the reporter's own pages are given to show."""

from collections.abc import Iterator
from typing import Any

from flask import url_for

from services.intake.domain.photos import MOST_IN_ALL, Size
from services.intake.domain.standing import OVER
from services.intake.domain.story import StepCode, Story, refusable_helper_of, resolution_of, team_at, who_helped
from services.intake.domain.thanking import may_thank
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.words.disclosures import what_was_shown
from services.intake.entrypoints.web.words.speech import _
from services.intake.entrypoints.web.words.standing import Standing
from services.intake.entrypoints.web.words.steps import WROTE
from services.intake.queries.my_report import MyReport
from shared.errors import IllegalMove


def my_page(reception: Reception, mine: MyReport, secret: str) -> dict[str, Any]:
    state = mine.story.state if mine.story else None
    helper = mine.names.get(state.assigned_to or "", "") if state else ""
    helped = who_helped(mine.story)
    thanked = may_thank(mine.report, helped=bool(helped)) and mine.report.thanked == mine.report.answered
    standing = Standing(status=mine.status, state=state, helper=helper, is_mine=True)
    return {
        "mine": mine,
        "secret": secret,
        "title": reception.words.category(mine.report.category),
        "icon": reception.words.icon(mine.report.category),
        "sentence": _meanwhile(mine) or reception.standing.say(standing),
        "timeline": reception.steps.timeline(mine),
        "reasons": reception.words.reasons(state.reason_codes) if state else [],
        "told": list(_told(reception, mine)),
        "shown": list(_shown(mine)),
        "messages": sorted(_messages(reception, mine), key=lambda message: message["at"]),
        "helper": "" if _is_refused(mine) else helper,
        "may_refuse": not _is_refused(mine) and _may_refuse(mine.story),
        "done_words": _done_words(mine),
        "waits_for_answer": _waits_for_answer(mine),
        "is_disputed": _is_disputed(mine),
        "helped_by": _listed([mine.names[each] for each in helped if mine.names.get(each)]),
        "may_thank": may_thank(mine.report, helped=bool(helped)) and not thanked,
        "has_thanked": thanked,
        "is_over": mine.status in OVER,
        "is_withdrawn": mine.report.withdrawn,
        "photos": [] if mine.report.withdrawn else list(_photos(mine, secret)),
        "takes_photos": _takes_photos(reception, mine),
    }


def _meanwhile(mine: MyReport) -> str:
    """What they just told us, until those who are on it have heard of it; else empty."""
    if mine.status in OVER:
        return ""
    if mine.report.no_longer_needed:
        return _("You told us that it is no longer needed. Whoever is on it hears of it now.")
    if _is_refused(mine):
        return _("You asked for somebody else. The neighbour hears of it now, and we look for another.")
    return ""


def _is_refused(mine: MyReport) -> bool:
    """Whoever still has it, as far as we have heard, is not to come; who was on the way before that comes."""
    has_it = mine.story.state.assigned_to if mine.story else None
    return has_it in mine.report.refused_helpers and _may_refuse(mine.story)


def _photos(mine: MyReport, secret: str) -> Iterator[dict[str, str]]:
    """Where each is: small, for the page, and large."""
    for each in mine.report.photos:
        yield {size: url_for("photos.mine", secret=secret, photo_id=each, size=size) for size in Size}


def _takes_photos(reception: Reception, mine: MyReport) -> bool:
    category = reception.intake.catalogue.of(mine.report.category)
    return category.takes_photos and mine.status not in OVER and len(mine.report.photos) < MOST_IN_ALL


def _told(reception: Reception, mine: MyReport) -> Iterator[tuple[str, str]]:
    """What they told us, as pairs of term and description; their words stand apart."""
    report = mine.report
    if report.address or report.place:
        yield _("Where"), report.address or reception.where(report.place)
    yield from reception.words.answers(report.category, report.answers)
    yield _("May a neighbour help?"), _("Yes") if report.consent.is_given else _("No")
    if report.is_public:
        yield (
            _("Who sees it"),
            _("Everybody sees what, where, and how it stands. Your words are not shown."),
        )
    else:
        yield _("Who sees it"), _("Only those who work on it.")


def _shown(mine: MyReport) -> Iterator[dict[str, Any]]:
    """Who was shown what that is protected (rule R5)."""
    for each in mine.story.shown if mine.story else ():
        name = mine.names.get(each.to, "")
        who = _("%(name)s, a neighbour,", name=name) if name else _("Somebody who works on it")
        yield {"at": each.at, "text": _("%(who)s was shown: %(what)s.", who=who, what=what_was_shown(each.what))}


def _messages(reception: Reception, mine: MyReport) -> Iterator[dict[str, Any]]:
    """Both sides of the conversation. When the reporter wrote stands in the history, what they wrote in the report."""
    written = [deed.at for deed in mine.deeds if deed.what == WROTE]
    for number, (at, text) in enumerate(zip(written, mine.report.messages, strict=False)):
        is_texted = number in mine.report.texted
        said = _("You wrote by text message. The team has your words; they do not stand here.") if is_texted else text
        if said:  # Whoever thanked without words wrote none.
            who = _("You, to whoever helped") if number in mine.report.thanks else _("You")
            yield {"at": at, "who": who, "text": said, "is_mine": True}
    for message in mine.story.messages if mine.story else ():
        who = mine.names.get(message.by) or reception.words.team(team_at(mine.story, message.version))
        yield {"at": message.at, "who": who, "text": message.text, "is_mine": False}


def _listed(names: list[str]) -> str:
    return _(" and ").join(names)


def _done_words(mine: MyReport) -> str:
    """What whoever did it says about it."""
    done = [step.words for step in mine.steps if step.code is StepCode.RESOLVED]
    return done[-1] if done else ""


def _may_refuse(story: Story | None) -> bool:
    try:
        return bool(refusable_helper_of(story))
    except IllegalMove:
        return False


def _waits_for_answer(mine: MyReport) -> bool:
    return not mine.report.withdrawn and _resolution(mine) > mine.report.answered


def _is_disputed(mine: MyReport) -> bool:
    """They said that it is not fixed, and the case has not heard of it yet."""
    return not mine.report.is_fixed and 0 < _resolution(mine) <= mine.report.answered


def _resolution(mine: MyReport) -> int:
    """0 where none takes an answer."""
    try:
        return resolution_of(mine.story)
    except IllegalMove:
        return 0
