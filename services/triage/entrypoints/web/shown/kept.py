"""How long what is kept, as the pack says it, for everybody to read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from services.triage.entrypoints.web.words.pack import PackWords
from shared.pack.common import CommonPack
from shared.pack.kept import KeptFor
from shared.retention import OF_REPORTS, Data

_NAMES: Mapping[Data, LazyString] = {
    Data.WORDS: _("what you told us, and your answers"),
    Data.MESSAGES: _("messages about it, and what was said when it was done"),
    Data.PLACE: _("the exact place"),
    Data.CONTACT: _("by what we know whose report it is"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """One kind of data of a report. protected: where somebody may be in danger. others: by the name of a category."""

    what: LazyString
    after: timedelta
    protected: timedelta
    others: Sequence[tuple[str, timedelta]]


def kept_rows(common: CommonPack, words: PackWords) -> Sequence[KeptRow]:
    """Nothing where the pack says nothing."""
    said = common.kept
    return [] if said is None else [_row(said, data, words) for data in OF_REPORTS]


def _row(said: KeptFor, data: Data, words: PackWords) -> KeptRow:
    own = ((code, getattr(one, data)) for code, one in said.categories.items())
    return KeptRow(
        what=_NAMES[data],
        after=getattr(said.reports, data),
        protected=getattr(said.protected, data),
        others=[(words.category(code), length) for code, length in own if length is not None],
    )
