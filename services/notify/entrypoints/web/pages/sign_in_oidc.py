"""Signing in by the organisation's own sign-in: the way there, and the page to which it sends people back."""

import structlog
from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.pages.entering import Entrance, present_session, this_browser
from services.notify.entrypoints.web.pages.ways_in import not_signed_in
from services.notify.handlers.use_oidc import WAY, BeginWithOidc, OtherPerson, UseOidc
from services.notify.ports.sign_in import Purpose
from shared.errors import DomainError, NotFound, Refused, TryAgain
from shared.observability.metrics import SIGN_INS_OF_OTHERS
from shared.web.access import PUBLIC, route
from shared.web.languages import local_path

log = structlog.get_logger()

_LONGEST = 4000


def sign_in_oidc_room(notify: Notify, entrance: Entrance) -> Blueprint:
    room = Blueprint("sign_in_oidc", __name__)

    @route(room, "/me/sign-in/oidc", access=PUBLIC, methods=("POST",))
    def begin() -> ResponseReturnValue:
        """A page that leads there: our content policy lets no form end on another site."""
        next_path = local_path(request.form.get("next", "/me"))
        try:
            begun = notify.surer.begin_with_oidc(BeginWithOidc(next_path=next_path, anew=present_session() is not None))
        except TryAgain as away:
            return not_signed_in(notify, away, next_path)
        answer = make_response(render_template("notify/oidc_there.html", way=begun.ask[WAY]))
        entrance.cookies.keep_begun(answer, Purpose.OIDC, begun.token)
        return answer

    @route(room, "/me/sign-in/oidc/back", access=PUBLIC)
    def back() -> ResponseReturnValue:
        """Shows a button, and signs nobody in (rule R17); the page's script presses it."""
        if not notify.surer.has_oidc:
            raise NotFound(request.path)
        if "error" in request.args:
            return not_signed_in(notify, Refused("oidc_refused"), "/me")
        said = {name: request.args.get(name, "")[:_LONGEST] for name in ("state", "code")}
        return render_template("notify/oidc_back.html", **said)

    @route(room, "/me/sign-in/oidc/back", access=PUBLIC, methods=("POST",))
    def enter() -> ResponseReturnValue:
        command = UseOidc(
            token=entrance.cookies.begun(Purpose.OIDC),
            state=request.form.get("state", ""),
            code=request.form.get("code", ""),
            browser=this_browser(),
            instead_of=present_session(),
        )
        try:
            return entrance.let_in(notify.surer.use_oidc(command))
        except (DomainError, TryAgain) as no:
            _note(no)
            return not_signed_in(notify, no, "/me")

    return room


def _note(no: DomainError | TryAgain) -> None:
    """Administrators hear of somebody who came with the address of another."""
    if isinstance(no, OtherPerson):
        SIGN_INS_OF_OTHERS.inc()
        log.warning("oidc_other_person", person_id=no.person_id)
