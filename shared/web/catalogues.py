"""People's words, read from the catalogues' text files once in a process; no compiled file is kept."""

from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import g
from flask_babel import Domain, get_locale
from jinja2 import Environment

_CHOSEN = "nabo_words"
_NO_WORDS = NullTranslations()


class Catalogues(Domain):  # type: ignore[misc]  # flask-babel has no types
    """Answers flask-babel's questions from memory."""

    def __init__(self, by_language: Mapping[str, NullTranslations]) -> None:
        super().__init__()
        self.by_language = by_language

    @classmethod
    def read(cls, languages: Iterable[str], folders: Iterable[Path]) -> "Catalogues":
        """`<folder>/<language>/messages.po` of every folder, the later ones winning; a missing file is no words."""
        kept = tuple(folders)
        return cls({language: words(language, kept) for language in languages})

    def get_translations(self) -> NullTranslations:
        """Of the language of the page that is being answered: chosen once for it, asked for with every word of it."""
        found: NullTranslations | None = g.get(_CHOSEN)
        if found is None:
            found = self.by_language.get(str(get_locale()), _NO_WORDS)
            setattr(g, _CHOSEN, found)
        return found

    def install(self, templates: Environment) -> None:
        """Let templates ask here and not first in which of flask-babel's domains they are: there is one."""
        templates.install_gettext_callables(  # type: ignore[attr-defined]  # of Jinja's extension
            lambda text: self.get_translations().gettext(text),
            lambda one, many, number: self.get_translations().ngettext(one, many, number),
            newstyle=True,
        )


def words(language: str, folders: Iterable[Path]) -> NullTranslations:
    """All the words of one language."""
    joined = Translations()
    for file in (folder / language / "messages.po" for folder in folders):
        if file.exists():
            compiled = _compile(file)
            joined.merge(compiled)
            joined.plural = compiled.plural  # merge forgets the language's rule for plurals
    return joined


@cache
def _compile(file: Path) -> Translations:
    compiled = BytesIO()
    with file.open("rb") as text:
        write_mo(compiled, read_po(text))
    compiled.seek(0)
    return Translations(compiled)
