"""Triage's pages on a port of their own, with a morning's worth of cases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from flask import Flask, Response, send_from_directory
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server

from deploy.front.layout import ASSETS
from shared.events.triage import AssignmentOverdue, CaseReopened, CaseTaken
from shared.ids import CaseId
from tests.factories.triage_town import ANNA, DAY, HOUR, IDA, KIRSTEN, LEO, MINA, MINUTE, OTTO, Town, town_in_memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """urgent … overdue: cases by what is the matter with them. address: of the site."""

    town: Town
    address: str
    lamp: CaseId
    reopened: CaseId
    asked: CaseId
    given: CaseId
    unsafe: CaseId
    overdue: CaseId

    def cookie(self, who: str) -> dict[str, str]:
        """Of somebody who has just signed in."""
        found = self.town.browser(who).get_cookie("nabo_session")
        assert found is not None
        return {"name": "nabo_session", "value": found.value, "url": self.address}


@contextmanager
def staged() -> Iterator[Stage]:
    town = town_in_memory()
    for team in ("lighting", "streets", "green_and_clean", "office"):
        town.grant(ANNA, team=team)
    cases = _morning(town)
    town.post(KIRSTEN, town.desk(cases["unsafe"], "to-helper"), letter_to=MINA, text="Are you safely home?")
    town.app.wsgi_app = DispatcherMiddleware(town.app.wsgi_app, {"/assets": _files()})  # type: ignore[method-assign]
    server = make_server("127.0.0.1", 0, town.app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Stage(town=town, address=f"http://127.0.0.1:{server.port}", **cases)
    finally:
        server.shutdown()


def _morning(town: Town) -> dict[str, CaseId]:
    town.clock.advance(-8 * DAY)
    town.case(category="pothole", text="Deep hole in the cycle lane, right after the crossing.", address="Vuorikatu 8")
    town.clock.advance(7 * DAY)
    text = "The lamp outside number 12 has been dark since Sunday. My mother uses a walker and cannot see the kerb."
    lamp = town.case(category="street_light", text=text, address="Fabianinkatu 12")
    reopened = town.case(category="litter", text="Bags beside the bin again.", address="Yliopistonkatu 6")
    town.then(reopened, CaseTaken(person_id=ANNA), by=ANNA)
    town.then(reopened, CaseReopened(reason="not_fixed"), by="reporter")
    town.clock.advance(DAY - 3 * HOUR)
    text = "I broke my wrist and cannot carry. Bread, milk and cat food would do."
    asked = town.case(category="shopping_help", text=text, address="Kluuvikatu 3 A")
    town.asked(asked, LEO, OTTO)
    text = "The path from the door to the street is under snow, and I use a wheelchair."
    given = town.case(category="snow_clearing", text=text, address="Fabianinkatu 14")
    town.asked(given, LEO)
    town.says_yes(given, LEO)
    unsafe = _with(town, MINA, "litter", "Bottles on the playground.")
    town.post(MINA, f"/help/tasks/{unsafe}/on-way")
    town.post(MINA, f"/help/tasks/{unsafe}/unsafe")
    overdue = _with(town, IDA, "snow_clearing", "The stairs are icy.")
    town.post(IDA, f"/help/tasks/{overdue}/on-way")
    town.clock.advance(3 * HOUR - 5 * MINUTE)
    town.then(overdue, AssignmentOverdue(person_id=IDA), by="timer")
    town.asked(asked, LEO, OTTO)
    town.clock.advance(5 * MINUTE)
    return {
        "lamp": lamp,
        "reopened": reopened,
        "asked": asked,
        "given": given,
        "unsafe": unsafe,
        "overdue": overdue,
    }


def _with(town: Town, who: str, category: str, text: str) -> CaseId:
    case_id = town.case(category=category, text=text, address="Esplanadi 1")
    town.asked(case_id, who)
    town.says_yes(case_id, who)
    return case_id


def _files() -> Flask:
    """What a gateway serves under /assets."""
    files = Flask("assets", static_folder=None)

    @files.get("/<path:name>")
    def file(name: str) -> Response:
        answer = send_from_directory(Path(ASSETS).absolute(), name)
        answer.direct_passthrough = False
        answer.set_data(answer.get_data())  # A browser that goes on in the middle leaves no file open.
        return answer

    return files
