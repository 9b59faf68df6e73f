"""`/`, `/list`, `/r`: what everybody may see."""

from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.words.speech import _, language
from services.intake.entrypoints.web.words.standing import Standing
from services.intake.ports import Wish
from services.intake.queries.public_report import PublicView
from services.intake.queries.recent_public_reports import Page
from shared.errors import NotFound
from shared.events.place import Place, distance_m
from shared.ids import read_reference
from shared.web.access import PUBLIC, route
from shared.web.forms import Form, blank

LATELY = 4


def public_room(reception: Reception) -> Blueprint:
    room = Blueprint("public", __name__)

    @route(room, "/", access=PUBLIC)
    def front() -> str:
        lately = reception.intake.recent_public_reports(Wish(limit=LATELY))
        return render_template(
            "intake/front.html",
            form=blank(),
            numbers=reception.advice.numbers(language()),
            rows=_rows(reception, lately, None),
        )

    @route(room, "/r", access=PUBLIC)
    def find() -> ResponseReturnValue:
        """Find my report by what is written on it."""
        typed = request.args.get("reference", "")
        try:
            return redirect(url_for("public.one", reference=read_reference(typed)), code=302)
        except ValueError:
            error = _("A reference looks like N-7K3M-Q9WY-4. Look once more; one character may be wrong or missing.")
            form = Form(typed={"reference": typed}, errors={"reference": error} if typed else {})
            return render_template("intake/find.html", form=form)

    @route(room, "/r/<reference>", access=PUBLIC)
    def one(reference: str) -> ResponseReturnValue:
        try:
            view = reception.intake.public_report(read_reference(reference))
        except (NotFound, ValueError):
            return render_template("intake/not_public.html"), 404
        return render_template("intake/public_report.html", view=view, **_public(reception, view))

    @route(room, "/list", access=PUBLIC)
    def listed() -> str:
        category, address = request.args.get("category", ""), request.args.get("near", "").strip()
        near = reception.intake.places.place_of(address) if address else None
        of = f"{category}\0{address}"
        after = reception.cursors.read(request.args.get("after", ""), of=of)
        page = reception.intake.recent_public_reports(Wish(category=category, near=near, after=after))
        unknown = _("We do not know this address, so here is everything.") if address and near is None else ""
        older = reception.cursors.write(page.older, of=of) if page.older else ""
        here = partial(url_for, "public.listed", category=category or None, near=address or None)
        return render_template(
            "intake/list.html",
            form=Form(typed={"category": category, "near": address}),
            categories=_public_categories(reception),
            rows=_rows(reception, page, near),
            unknown=unknown,
            newer=here() if after else "",
            older=here(after=older) if older else "",
        )

    return room


def _public(reception: Reception, view: PublicView) -> dict[str, Any]:
    standing = Standing(status=view.status, state=view.state)
    return {
        "category": reception.words.category(view.category),
        "icon": reception.words.icon(view.category),
        "sentence": reception.standing.say(standing),
        "where": reception.where(view.place),
    }


def _rows(reception: Reception, page: Page, near: Place | None) -> list[dict[str, Any]]:
    """For the macro `cards`."""
    phrases = reception.phrases
    rows = []
    for view in page.reports:
        shown = _public(reception, view)
        far = phrases.distance(distance_m(near, view.place)) if near and view.place else ""
        rows.append(
            {
                "href": url_for("public.one", reference=view.reference),
                "title": shown["category"],
                "under": f"{shown['where']} ({far})" if far else shown["where"],
                "cells": [shown["sentence"], phrases.ago(view.received_at)],
            }
        )
    return rows


def _public_categories(reception: Reception) -> list[dict[str, str]]:
    """Those of which anything can stand in the list."""
    words, catalogue = reception.words, reception.intake.catalogue
    shown = [each for each in catalogue.categories.values() if not each.at_home and not each.signs]
    options = [{"value": each.code, "label": words.category(each.code)} for each in shown]
    return [{"value": "", "label": _("Everything")}, *sorted(options, key=lambda option: option["label"])]
