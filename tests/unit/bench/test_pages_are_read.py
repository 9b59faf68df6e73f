"""What a page without scripts offers, found without reading all of it."""

import pytest

from bench.replay.page import Form, NoSuchForm, Page

HERE = "http://nabo.test/desk/cases/N-1"


def page(text: str, *, is_html: bool = True) -> Page:
    return Page(status=200, url=HERE, text=text, is_html=is_html)


def form(inside: str) -> Form:
    return page(f'<form method="post" action="/there">{inside}</form>').form("/there")


def test_links_are_made_absolute_and_their_signs_are_read() -> None:
    found = page('<a class="n" href="/desk?a=1&amp;b=2">x</a> <A HREF=\'done\'>y</A> <a name="no">z</a>')
    assert found.links == ("http://nabo.test/desk?a=1&b=2", "http://nabo.test/desk/cases/done")


def test_a_form_sends_what_nobody_touched() -> None:
    found = form(
        '<input type="hidden" name="form_token" value="a&#43;b">'
        '<input name="email">'
        '<input type="radio" name="answer" value="fixed"><input type="radio" name="answer" value="not" checked>'
        '<input type="checkbox" name="seen">'
        '<input type="submit" name="go" value="Go"><input type="file" name="photo"><input value="nameless">'
    )
    assert (found.action, found.method) == ("/there", "post")
    assert found.fields == {"form_token": "a+b", "email": "", "answer": "not"}
    assert found.choices == {"answer": ["fixed", "not"], "seen": ["on"]}


def test_a_list_sends_its_first_choice_or_the_one_that_is_chosen() -> None:
    options = '<option value="">Choose</option><option value="mended"{}>Mended</option>'
    assert form(f'<select name="action">{options.format("")}</select>').fields == {"action": ""}
    chosen = form(f'<select name="action">{options.format(" selected")}</select><option value="stray">')
    assert chosen.fields == {"action": "mended"}
    assert chosen.choices == {"action": ["", "mended"]}


def test_words_in_a_field_are_read_without_the_empty_first_line() -> None:
    found = form(
        '<textarea id="t" name="text" rows=4 aria-required>\nA &lt;lamp&gt;\nis out.</textarea><textarea></textarea>'
    )
    assert found.fields == {"text": "A <lamp>\nis out."}


def test_buttons_with_a_name_are_known() -> None:
    assert form('<button name="do" value="hide">Hide</button><button>Send</button>').buttons == [("do", "hide")]


def test_what_stands_outside_of_a_form_or_in_a_remark_is_no_part_of_it() -> None:
    found = page('<form action="/a"></form><input name="stray" value="1"><!-- <form action="/no"> --><form></form>')
    assert [each.action for each in found.forms] == ["/a", HERE]
    assert found.form("/a").fields == {}


def test_a_sign_within_a_value_ends_no_tag() -> None:
    assert form('<input name="text" value="a > b">').fields == {"text": "a > b"}


def test_a_form_that_is_not_there_is_said_with_its_page() -> None:
    with pytest.raises(NoSuchForm, match=r"/done on http://nabo.test/desk/cases/N-1 \(200\)"):
        page("<form action='/done/not'></form>").form("/done")


def test_what_is_no_page_offers_nothing() -> None:
    found = page('{"a": "<a href=/x>"}', is_html=False)
    assert (found.links, found.forms, found.path) == ((), (), "/desk/cases/N-1")
