"""R1 and R2: no sign hides behind markup, entities or letters that stand apart; what people wrote is kept as it is."""
# ruff: noqa: RUF001 -- letters that look like others are what this is about.

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.signs.signs import NO_SIGNS, Signs
from tests.factories.reports import WORDS

FIRE = Signs(danger=("fire",))
LIFE = Signs(danger=("life",))


@pytest.mark.parametrize(
    "text",
    [
        "fi<b>re</b>",
        "<p>There is a <i>fi</i>re</p>",
        "fi<wbr>re",
        "fi<B class='x'>r</B>e",
        "fi<!-- quiet -->re",
        "fi<!-- <b>quiet</b> -->re",
        "fi<br/>re",
        "fi</p><p>re",
        "fi[b]re[/b]",
        "[color=red]fi[/color]re",
        "smells<br>of<br>gas",
        "smells <b class='a b c d'>of</b> gas",
        "<li>smells</li><li>a</li><li>bit</li><li>of</li><li>gas</li>",
        "smells<span class='so very much of it'>gas</span>",
        "fi<!-- a>b -->re",
        "fi<!-- a>b --!>re",
        "fi<!-- <!-- a>b -->re",
        "fi<!-- a>b -->[b]re[/b]",
        "fi&lt;!-- a&gt;b --&gt;re",
        "smells<!-- a>b -->of<!-- <c> -->gas",
        "fi<![CDATA[re]]>",
        "fi<![CDATA[a>b]]>re",
        "fi<?php a->b; ?>re",
        "fi<?x>re",
        "fi</>re",
        "fi</ a b>re",
        "fi<b title='a>b'>re</b>",
        'fi<b title = "a>b" id="c>d" hidden>re</b>',
        'fi<b title="it\'s > this">re</b>',
        "smells<br title='a>b'>of<br>gas",
        """He said "fi<!-- it's > -->re" """,
    ],
)
def test_R1_a_sign_is_noticed_through_tags_around_and_within_its_words(text: str) -> None:
    assert WORDS.in_words(text, language="en") == FIRE


@pytest.mark.parametrize(
    "text",
    [
        "hj&aelig;lp",
        "hj&AElig;lp",
        "hj&aeliglp",
        "hj&#230;lp",
        "hj&#xE6;lp",
        "hj&#0000000230;lp",
        "hj&#230lp",
        "a bl&#101ed",
        "a &#98leed",
        "hj&amp;aelig;lp",
        "hj\\u00e6lp",
        "&#104;&#106;&#230;&#108;&#112;",
        "hj&shy;&aelig;lp",
        "hj&zwnj;ælp",
        "hj&lt;b&gt;ælp&lt;/b&gt;",
        "hj<b>&aelig;</b>lp",
        "can&rsquo;t&nbsp;breathe",
        "ca<i>n't</i><br>brea<b>the</b>",
        '{"text": "Hun r\\u00e5ber hj\\u00e6lp',
    ],
)
def test_R1_a_sign_is_noticed_through_letters_that_are_written_as_entities(text: str) -> None:
    assert WORDS.in_words(text, language="da") == LIFE


@pytest.mark.parametrize(
    "text",
    [
        "There is a f i r e",
        "There is a f.i.r.e",
        "f i r e I am here",
        "There is a f i r e: h-e-r-e",
        "I s m e l l s  o f gas",
        "f i r e  h e r e",
        "I  a m  o n  f i r e",
        "f-i-r-e/h-e-r-e",
        "f 🔥 i 🔥 r 🔥 e",
        "_f_ _i_ _r_ _e_",
        "f 1 r 3",
        "a f 1 r 3",
        "f\u200ai\u2009r\u2006e s\u200ay",
        "fi\u200are",
        "fi\u2009re",
        "There is a fi-\n  re",
    ],
)
def test_R1_a_sign_is_noticed_in_letters_that_stand_apart(text: str) -> None:
    assert WORDS.in_words(text, language="en") == FIRE


@pytest.mark.parametrize("text", ["ϝιrе", "ƒire", "ꓝꓲꓣꓰ", "fi𝅳re", "fɩɍɇ", "fiɼє", "ꮪmells of ցas", "ѕmеllѕ оf gаѕ"])
def test_R1_a_sign_is_noticed_in_letters_that_look_alike(text: str) -> None:
    assert WORDS.in_words(text, language="en") == FIRE


@pytest.mark.parametrize("text", ["сaѕһ", "cɑsհ", "ⅽash", "ᏟASH", "ᴄᴀꜱʜ", "tհrеаt", "vιоlеncе", "ѵiolence", "viοⅼence"])
def test_R2_a_sign_of_the_floor_is_noticed_in_letters_that_look_alike(text: str) -> None:
    assert WORDS.in_words(text, language="en").floor


def test_R2_greek_letters_stand_for_the_latin_ones_that_they_look_like() -> None:
    assert WORDS.in_words("mυrder and viοlence in οur hουse, Νο casΗ", language="en").floor == ("money", "violence")


@pytest.mark.parametrize("text", ["<p>Hjælp</p>", "<div>Hj&aelig;lp!</div>"])
def test_R1_a_cry_is_one_in_a_paragraph_of_its_own(text: str) -> None:
    assert WORDS.in_words(text, language="da") == LIFE


@pytest.mark.parametrize(
    "text",
    [
        "The <b>lamp</b> is out &amp; dark, 3 < 4 and 5 > 2.",
        "fi <3 re, if a<b and c>d",
        "Firewood &ndash; for <i>sale</i>",
        "Block A B C and D, from 9 a. m. on",
        "AT&T, R&D, M & S; b&b",
        "[name] of the [street]",
        "<ceasefire>",
        "<!-- fi --> then <!-- re -->",
        "the fi <b title='a>b'>and the re",
        "fi ]]> re, fi --> re, fi ?> re, and a fi='> re",
        "x <y and =' or z> it's",
        "&notanentity; &#xZZ; &#; &#99999999999; \\u12 \\uZZZZ",
        "H. C. A. Nielsen, 2. t. v.",
    ],
)
def test_ordinary_words_are_no_signs_for_their_markup(text: str) -> None:
    assert WORDS.in_words(text, language="en") == NO_SIGNS


@pytest.mark.parametrize("text", ["<fire>", "<a title='fire'>lamp</a>", "<!-- fire -->", "[fire]", "fire<b"])
def test_R1_what_stands_within_a_tag_is_read_as_before(text: str) -> None:
    assert WORDS.in_words(text, language="en") == FIRE


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    ["<", "<b", "<b>", "<!--", "[b", "&", "&amp;", "&amp", "&#9", "a ", "a  b ", "1 a ", "\\u0", "f<b>1</b>&#114; a_"],
)
def test_no_markup_takes_long_to_read(piece: str) -> None:
    assert WORDS.in_words(f"fire {piece * (200_000 // len(piece))}", language="en") == FIRE


@pytest.mark.timeout(20)
@pytest.mark.parametrize("begun, letter", [("&#", "9"), ("&#", "0"), ("&#x", "f"), ("&", "a"), ("a", "_"), ("<b", " ")])
def test_nothing_that_begins_like_markup_takes_long_to_read(begun: str, letter: str) -> None:
    assert WORDS.in_words(f"fire {begun}{letter * 200_000}", language="en") == FIRE


@given(
    st.text("ab<>&;[]/!#x12 -", max_size=12),
    st.integers(1, 3),
    st.sampled_from(["<b>", "</I >", "<!-- -->", "[/u]", "<br>"]),
)
def test_no_tag_within_a_word_hides_it_whatever_stands_before(before: str, place: int, tag: str) -> None:
    text = f"{before}> \n {'fire'[:place]}{tag}{'fire'[place:]}"
    assert WORDS.in_words(text, language="en") == FIRE
