"""`POST /api/intake/v1/reports` and `GET /api/intake/v1/reports/<id>`; the photos of one have a module of their own."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, request
from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from flask_smorest import Blueprint
from marshmallow import ValidationError

from services.intake.bootstrap import Intake
from services.intake.domain.adding import Shows
from services.intake.domain.draft import Draft, Unacceptable
from services.intake.domain.sender import BeyondLimit, Sender
from services.intake.entrypoints.web.advice import Advice
from services.intake.entrypoints.web.api import documentation
from services.intake.entrypoints.web.api.consent import consent_in
from services.intake.entrypoints.web.api.how_it_stands import how_it_stands
from services.intake.entrypoints.web.api.json_answer import JSON, json_answer
from services.intake.entrypoints.web.api.json_body import Unreadable, read_object
from services.intake.entrypoints.web.api.keys import admitted, require_room, too_many
from services.intake.entrypoints.web.api.photos import take_photo
from services.intake.entrypoints.web.api.said_in_it import texts_of_request
from services.intake.entrypoints.web.api.schemas import ReportSchema
from services.intake.entrypoints.web.caller import caller
from services.intake.entrypoints.web.language_code import main_part
from services.intake.entrypoints.web.sentences import by_field
from services.intake.handlers.receive_report import Receipt, ReceiveReport, Request
from services.intake.ports import Contact, ContactKind
from shared.errors import Refused
from shared.events.intake import Channel
from shared.events.place import Place
from shared.events.triage import ReportStatus
from shared.ids import ReportId
from shared.web.access import PROGRAMS, declare
from shared.web.failures import Failure
from shared.web.problems import problem, tell_besides

KEY_HEADER = "Idempotency-Key"
LONGEST_KEY = 255
_SCHEMA = ReportSchema()


@dataclass(frozen=True, slots=True)
class ReportsApi:
    """key: under which requests are known by their own names, so that nobody can guess what was sent."""

    intake: Intake
    advice: Advice
    key: bytes

    def take(self) -> Response:
        """Whatever goes wrong, what to do at once is told if there are words of danger (rule R1)."""
        try:
            return self._take()
        except BaseException:
            self._tell_what_to_do()
            raise

    def status(self, report_id: str) -> Response:
        require_room(admitted(self.intake.admit_program))
        return json_answer(how_it_stands(self.intake.report_status(ReportId(report_id))), 200)

    def add_photo(self, report_id: str) -> Response:
        program = admitted(self.intake.admit_program)
        require_room(program)
        shows = Shows(key_id=program.key_id if program else None, request=self._name(program))
        return take_photo(self.intake, ReportId(report_id), shows)

    def _take(self) -> Response:
        program = admitted(self.intake.admit_program)
        if request.mimetype != JSON:
            return self._problem(Failure(status=415, code="wrong_media_type"))
        raw = request.get_data()
        try:
            sent = read_object(raw)
            command = self._command(_SCHEMA.load(sent), self._request(sent, program))
            counted = replace(command, sender=program, admit=None if program else self._anybody)
            return self._created(self.intake.receive_report(counted))
        except BeyondLimit as full:
            raise too_many(full) from None
        except Unreadable as error:
            return self._problem(Failure(status=400, code=error.code))
        except Unacceptable as error:
            return self._problem(Failure(status=422, code="invalid", fields=by_field(error.problems)))
        except Refused as error:
            return self._problem(Failure(status=422, code=error.code))

    def _anybody(self) -> Sender:
        return self.intake.admit_anybody(caller())

    def _request(self, sent: Mapping[str, Any], program: Sender | None) -> Request | None:
        """Two partners may number their requests alike."""
        name = self._name(program)
        return Request(name=name, content=self._hash(json.dumps(sent, sort_keys=True))) if name else None

    def _name(self, program: Sender | None) -> str | None:
        name = request.headers.get(KEY_HEADER)
        if name is None:
            return None
        if not 1 <= len(name) <= LONGEST_KEY or not name.isprintable():
            raise ValidationError(_("A key has 1 to 255 printable characters."), KEY_HEADER)
        whose = f"key {program.key_id}" if program else "api"
        return self._hash(f"{whose} {name}")

    def _hash(self, words: str) -> str:
        return hmac.digest(self.key, words.encode(errors="surrogatepass"), hashlib.sha256).hex()

    def _command(self, told: Mapping[str, Any], named: Request | None) -> ReceiveReport:
        location = told["location"]
        place = Place(lat=location["lat"], long=location["long"]) if "lat" in location else None
        draft = Draft(
            category=told["category"],
            text=told["text"],
            channel=Channel.API,
            language=main_part(told["language"]) or self.intake.pack.common.neighbourhood.languages[0],
            place=place,
            address=location.get("address", ""),
            answers=told["answers"],
            reported_at=told["reported_at"],
        )
        return ReceiveReport(
            draft=draft,
            consent=consent_in(told, self.intake.pack.consent.version),
            private=told["private"],
            contact=_contact(told["contact"]),
            request=named,
        )

    def _created(self, receipt: Receipt) -> Response:
        notices = (
            *self.advice.on(receipt.signs, receipt.language),
            *self.advice.on_category(receipt.category, receipt.language, signs=receipt.signs),
        )
        body = {
            "id": receipt.report_id,
            "reference": receipt.reference,
            "status": ReportStatus.RECEIVED,
            "notices": [notice.plain() for notice in notices],
            **({"personal_page": f"/my/{receipt.secret}"} if receipt.secret else {}),
        }
        answer = json_answer(body, 201)
        answer.headers["Location"] = f"{request.path}/{receipt.report_id}"
        return answer

    def _problem(self, failure: Failure) -> Response:
        notices = self._notices()
        return problem(failure, **({"notices": notices} if notices else {}))

    def _tell_what_to_do(self) -> None:
        notices = self._notices()
        if notices:
            tell_besides(notices=notices)

    def _notices(self) -> list[dict[str, Any]]:
        return [notice.plain() for notice in self.advice.in_words(str(get_locale()), *texts_of_request())]


def reports_room(api: ReportsApi) -> Blueprint:
    room = Blueprint("reports", __name__, url_prefix="/api/intake/v1", description=documentation.TAG)

    def create() -> Response:
        """Tell about something."""
        return api.take()

    def follow(report_id: str) -> Response:
        """Ask how it stands. The id is the right to see status and history, no more."""
        return api.status(report_id)

    def add_photo(report_id: str) -> Response:
        """Add a photo, one of six at most: a right to add, and not to see."""
        return api.add_photo(report_id)

    for view, rule, method, document in (
        (create, "/reports", "POST", documentation.create(api.intake.pack)),
        (follow, "/reports/<report_id>", "GET", documentation.FOLLOW),
        (add_photo, "/reports/<report_id>/photos", "POST", documentation.ADD_PHOTO),
    ):
        room.add_url_rule(rule, view.__name__, document(declare(PROGRAMS)(view)), methods=[method])
    return room


def _contact(told: Mapping[str, str]) -> Contact | None:
    return next((Contact(kind=ContactKind(kind), address=address) for kind, address in told.items()), None)
