"""A link in a letter without HTML stands below its words."""

import pytest

from services.notify.adapters.letter_layout import Paragraph


@pytest.mark.parametrize(
    "words, leading",
    [("See how it stands", "See how it stands:"), ("Was it you, or was it not?", "Was it you, or was it not?")],
)
def test_what_leads_to_a_link_ends_as_a_sentence_does(words: str, leading: str) -> None:
    paragraph = Paragraph(f"[[{words}|http://nabo.example/me]]", tells_links=True)
    assert paragraph.text == f"{leading}\nhttp://nabo.example/me"
