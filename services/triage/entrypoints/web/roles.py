"""`/desk/roles`: who may do what, given and taken back by administrators, the weightiest by two of them."""

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.triage.bootstrap import Triage
from services.triage.domain.roles import Roles
from services.triage.entrypoints.web.cursors import Cursors
from services.triage.entrypoints.web.giving_roles import Giving
from services.triage.entrypoints.web.shown.roles import RolesShown
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.roles import ROLES
from services.triage.entrypoints.web.words.speech import _
from services.triage.queries.who_has_a_role import WhoHas, who_has_a_role
from shared.events.triage_people import Role
from shared.repository import Found
from shared.web.access import role, route
from shared.web.sessions import somebody

ADMINISTRATORS = role(Role.ADMINISTRATOR)
GIVING = ADMINISTRATORS.recently()
WAITING = "waiting"
Act = Callable[[Found[Roles]], ResponseReturnValue]


def roles_room(triage: Triage, words: PackWords, cursors: Cursors) -> Blueprint:
    room = Blueprint("roles", __name__, url_prefix="/desk/roles")
    giving = Giving(triage, words)

    @route(room, "", access=ADMINISTRATORS)
    def listed() -> ResponseReturnValue:
        return _list(triage, words, cursors)

    @route(room, "/find", access=ADMINISTRATORS)
    def find() -> ResponseReturnValue:
        """Whoever has signed in once is known by their number."""
        person_id = request.args.get("person_id", "").strip()
        if giving.knows(person_id):
            return redirect(url_for("roles.person", person_id=person_id), code=303)
        flash(_("Nobody here has this number. People find theirs at the bottom of their own page."), "warning")
        return redirect(url_for("roles.listed"), code=303)

    ways: tuple[tuple[str, str, Act, tuple[str, ...]], ...] = (
        ("", "person", giving.page, ("GET",)),
        ("/give", "give", giving.give, ("POST",)),
        ("/agree", "agree", giving.agree, ("POST",)),
        ("/take-back", "take_back", giving.take_back, ("GET", "POST")),
        ("/let-go", "let_go", giving.let_go, ("GET", "POST")),
    )
    for path, endpoint, act, methods in ways:
        route(room, f"/<person_id>{path}", access=GIVING, methods=methods, endpoint=endpoint)(_on(giving, act))
    return room


def _on(giving: Giving, act: Act) -> Callable[..., ResponseReturnValue]:
    def view(person_id: str) -> ResponseReturnValue:
        return act(giving.find(person_id))

    return view


def _list(triage: Triage, words: PackWords, cursors: Cursors) -> str:
    wished, me = _wished(request.args.get("show", "")), somebody().person_id
    show = wished.value if wished else WAITING
    of = f"roles {show} {me}"
    after = cursors.open(request.args.get("after", ""), of=of) or ""
    found = who_has_a_role(WhoHas(role=wished, after=after), roles=triage.roles, now=triage.clock.now())
    return render_template(
        "desk/roles.html",
        rows=RolesShown(words, me).rows(found.rows),
        filters=_filters(show),
        is_waiting=wished is None,
        newer=url_for("roles.listed", show=show) if after else "",
        older=url_for("roles.listed", show=show, after=cursors.seal(found.older, of=of)) if found.older else "",
    )


def _wished(text: str) -> Role | None:
    """None for what waits for a second person."""
    return None if text == WAITING else next((one for one in Role if one == text), Role.CASEWORKER)


def _filters(show: str) -> list[dict[str, object]]:
    labels: Mapping[str, object] = {**{one.value: said for one, said in ROLES.items()}, WAITING: _("To agree with")}
    return [
        {"href": url_for("roles.listed", show=each), "label": label, "is_current": each == show}
        for each, label in labels.items()
    ]
