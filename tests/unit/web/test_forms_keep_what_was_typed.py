"""Forms: one message per field, and nothing that was typed is lost."""

import pytest
from flask import Blueprint, render_template_string, request
from flask.testing import FlaskClient
from marshmallow import fields, validate
from werkzeug.datastructures import MultiDict

from shared.web.access import PUBLIC, route
from shared.web.forms import FormSchema, blank, needed, read_form, with_error
from tests.factories.web import token_in, web_app

PAGE = """{% extends "base.html" %}{% block before_heading %}{{ ui.error_summary(form) }}{% endblock %}
{% block heading %}A form{% endblock %}
{% block content %}{% call ui.post() %}{{ ui.field(form, "text", "Words", kind="textarea", limit=50) }}
{{ ui.field(form, "email", "E-mail", kind="email", optional=true) }}
{{ ui.choices(form, "offers", "Offers", kind="checkbox", options=[
  {"value": "a", "label": "A"}, {"value": "b", "label": "B"}]) }}
{{ ui.select(form, "team", "Team", [{"value": "", "label": "All"}, {"value": "x", "label": "X"}]) }}
{{ ui.button("Send") }}{% endcall %}{% endblock %}"""


class Details(FormSchema):
    text = fields.String(required=True, validate=validate.Length(max=50), error_messages=needed("Say what."))
    email = fields.Email()
    offers = fields.List(fields.String(validate=validate.OneOf(["a", "b"])))
    minutes = fields.Integer()
    team = fields.String(load_default=None)


@pytest.fixture
def client() -> FlaskClient:
    room = Blueprint("room", __name__)

    @route(room, "/form", access=PUBLIC, methods=("GET", "POST"))
    def form() -> tuple[str, int]:
        read = read_form(Details(), request.form) if request.method == "POST" else blank(text="<b>")
        return render_template_string(PAGE, form=read), 422 if read.errors else 200

    return web_app(room).test_client()


def sent(client: FlaskClient, **typed: object) -> str:
    token = token_in(client.get("/form").text)
    return client.post("/form", data={"form_token": token, **typed}).text


def test_a_good_form_is_read() -> None:
    form = read_form(
        Details(), MultiDict([("text", "  Lamp \r\n out "), ("offers", "a"), ("offers", "b"), ("minutes", "5")])
    )
    assert form.is_valid
    assert form.data == {"text": "Lamp \n out", "offers": ["a", "b"], "minutes": 5, "team": None}


def test_what_is_blank_is_missing() -> None:
    form = read_form(Details(), MultiDict({"text": "   ", "email": ""}))
    assert form.errors == {"text": "Say what."}


def test_what_nobody_asked_for_is_not_read() -> None:
    form = read_form(Details(), MultiDict({"text": "x", "form_token": "t", "is_admin": "yes"}))
    assert form.data == {"text": "x", "team": None}


def test_a_wrong_choice_in_a_list_has_one_message() -> None:
    assert set(read_form(Details(), MultiDict([("text", "x"), ("offers", "z")])).errors) == {"offers"}


def test_the_domain_may_refuse_a_form_too() -> None:
    form = with_error(read_form(Details(), MultiDict({"text": "x"})), "text", "Not now.")
    assert not form.is_valid
    assert (form.error("text"), form.value("text")) == ("Not now.", "x")


def test_everything_typed_is_still_there(client: FlaskClient) -> None:
    page = sent(client, text="x" * 51, email="ada@", offers="b", team="x")
    assert "x" * 51 in page
    assert 'value="ada@"' in page
    assert 'value="b" checked' in page
    assert '<option value="x" selected>' in page


def test_each_error_stands_beside_its_field_and_in_the_summary(client: FlaskClient) -> None:
    page = sent(client, text="", email="ada@")
    assert '<a href="#text">Say what.</a>' in page
    assert '<a href="#email">An e-mail address looks like name@example.org.</a>' in page
    assert 'aria-describedby="text-error text-limit" aria-invalid="true"' in page
    assert "2 things are not right yet" in page
    assert "<title>Please correct: A form" in page


def test_errors_are_said_in_the_readers_language(client: FlaskClient) -> None:
    client.set_cookie("nabo_language", "da")
    page = sent(client, text="x", email="ada@")
    assert "En e-mailadresse ser ud som navn@example.org." in page
    assert "Én ting er ikke rigtig endnu" in page


def test_what_was_typed_is_shown_as_text(client: FlaskClient) -> None:
    page = sent(client, text='</textarea><script>"', email='"><img>')
    assert "<script>" not in page
    assert "<img>" not in page


def test_a_first_line_that_is_empty_is_kept_by_the_browser(client: FlaskClient) -> None:
    assert "aria-required" in client.get("/form").text
    assert ">\n&lt;b&gt;</textarea>" in client.get("/form").text
