"""What was reported lately, here or near a place, for everybody to see?"""

from dataclasses import dataclass, replace

from services.intake.ports import PublicReports, Stories, Wish
from services.intake.queries.public_report import PublicView, is_hidden, public_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the list. older: the mark to go on from; empty at the end."""

    reports: tuple[PublicView, ...]
    older: str = ""


def recent_public_reports(wish: Wish, *, public_reports: PublicReports, stories: Stories) -> Page:
    """The newest first; one more than wished is read, to know whether there are older ones."""
    listed = public_reports.recent(replace(wish, limit=wish.limit + 1))
    shown = listed[: wish.limit]
    known = stories.of_all([each.found.id for each in shown])
    views = tuple(
        public_view(each.found.state, story) for each in shown if not is_hidden(story := known.get(each.found.id))
    )
    return Page(reports=views, older=shown[-1].mark if len(listed) > len(shown) else "")
