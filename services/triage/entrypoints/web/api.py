"""`/api/triage/v1`: the live policy and my queue, for programs; described by OpenAPI."""

from typing import Any

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_smorest import Blueprint

from services.triage.bootstrap import Triage
from services.triage.entrypoints.web.api_forms import (
    PolicyAnswer,
    ProblemAnswer,
    QueueAnswer,
    QueueQuery,
    policy_answer,
    problems,
    queued_answer,
)
from services.triage.entrypoints.web.cursors import Cursors
from services.triage.entrypoints.web.reader import reader_of
from services.triage.queries.my_queue import MyQueue, Show, my_queue
from shared.events.triage_people import Role
from shared.web.access import PROGRAMS, PUBLIC, declare, role
from shared.web.openapi import QuietApi, about

FOREIGN = {"api-docs.*": PROGRAMS}
_QUEUE_SAYS = {
    "401": "Sign in first",
    "404": "There is no such thing, or not for you",
    "422": "Something is not right",
    "503": "Not now; try again",
}


class Described(QuietApi):
    """Every refusal is one of the house's problems."""

    ERROR_SCHEMA = ProblemAnswer


def install(app: Flask, triage: Triage, cursors: Cursors) -> None:
    """Add the API, its description and a page that shows it."""
    app.config.update(about("triage"))
    described = Described(app)
    described.register_blueprint(_room(triage, cursors))

    @declare(PUBLIC)
    def docs() -> ResponseReturnValue:
        return render_template("api_docs.html", spec=described.spec.to_dict())

    app.add_url_rule("/api/triage/docs", view_func=docs, endpoint="api_docs")


def _room(triage: Triage, cursors: Cursors) -> Blueprint:
    room = Blueprint("api", __name__, url_prefix="/api/triage/v1", description="Cases and how they are decided")

    @room.route("/policy")
    @room.response(200, PolicyAnswer)
    @room.doc(responses=problems({"503": "Not now; try again"}))
    @declare(PROGRAMS)
    def policy() -> dict[str, Any]:
        """The rules that hold now."""
        return policy_answer(triage.neighbourhood.policy)

    @room.route("/queue")
    @room.arguments(QueueQuery, location="query")
    @room.response(200, QueueAnswer)
    @room.doc(responses=problems(_QUEUE_SAYS))
    @declare(role(Role.CASEWORKER, Role.SAFEGUARDING_LEAD))
    def queue(wish: dict[str, Any]) -> dict[str, Any]:
        """My queue, for a caseworker who is signed in."""
        reader, show = reader_of(triage), Show(wish["show"])
        of = f"{show} {reader.person_id}"
        question = MyQueue(
            person_id=reader.person_id, teams=reader.teams, show=show, after=cursors.read(wish["after"], of=of)
        )
        found = my_queue(question, cases=triage.cases, now=triage.clock.now())
        return {
            "cases": [queued_answer(row, reader.person_id) for row in found.rows],
            "count": found.count,
            "next": cursors.write(found.older, of=of) if found.older else None,
        }

    return room
