"""R15: photos of a report by program, `POST /api/intake/v1/reports/<id>/photos`."""

import json
from io import BytesIO
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from services.intake.adapters.gridfs_photos import FILES
from services.intake.domain.adding import AT_FIRST, ONLY_SENDER
from shared.clock import StoppedClock
from shared.ids import random_id
from tests.factories.pictures import from_a_phone
from tests.factories.reports import body
from tests.integration.intake.mine import Mine
from tests.integration.intake.office import REPORTS, Office

PHONE = from_a_phone()


def photos_of(office: Office) -> list[str]:
    (document,) = office.documents()
    found: list[str] = document["state"]["photos"]
    return found


class TestByProgram:
    """`POST /api/intake/v1/reports/<id>/photos`."""

    def post(self, office: Office, report_id: str, *, named: Any = "", **data: Any) -> TestResponse:  # noqa: ANN401
        path = f"/api/intake/v1/reports/{report_id}/photos"
        headers = {"Idempotency-Key": named} if named else {}
        boundary, sent = encode_multipart({name: FileStorage(*each) for name, each in data.items()})
        kind = f"multipart/form-data; boundary={boundary}"
        return office.client().post(path, data=sent, content_type=kind, headers=headers, buffered=True)

    def test_after_an_hour_the_id_of_a_report_is_not_enough(self, office: Office, clock: StoppedClock) -> None:
        named = {"Idempotency-Key": "4711"}
        report = office.client().post(REPORTS, json=body(), headers=named, buffered=True).get_json()
        clock.advance(AT_FIRST)
        for name, status in (("", 409), ("4712", 409), ("4711", 201)):
            answer = self.post(office, report["id"], named=name, photo=(BytesIO(PHONE), "p.jpg"))
            assert answer.status_code == status, name
            assert answer.get_json().get("code") == (ONLY_SENDER if status == 409 else None)
        assert len(photos_of(office)) == 1

    def test_the_same_file_again_is_the_same_photo(self, office: Office) -> None:
        report = office.tell()
        answers = [self.post(office, report["id"], photo=(BytesIO(PHONE), "p.jpg")) for _ in range(2)]
        assert [each.status_code for each in answers] == [201, 201]
        assert answers[0].get_json() == answers[1].get_json() == {"id": photos_of(office)[0]}

    @pytest.mark.parametrize("name", ["../../etc/passwd", "a\r\nSet-Cookie: x=1", "gpj.\u202eexe", "x" * 4000])
    def test_what_a_file_is_called_is_nobodys_business(self, office: Office, name: str) -> None:
        report = office.tell()
        answer = self.post(office, report["id"], photo=(BytesIO(PHONE), name))
        assert answer.status_code in {201, 422}
        assert name not in json.dumps(office.documents(), default=str)
        assert not [each for each in office.stores.database[FILES].find() if name in str(each)]

    def test_what_is_not_there_is_not_found(self, office: Office) -> None:
        assert self.post(office, random_id(), photo=(BytesIO(PHONE), "p.jpg")).status_code == 404

    def test_what_is_no_photo_is_said_by_field(self, office: Office) -> None:
        report = office.tell()
        for data in ({}, {"photo": (BytesIO(b"x"), "p.jpg")}):
            answer = self.post(office, report["id"], **data)
            assert answer.status_code == 422
            assert list(answer.get_json()["errors"]) == ["photos"]

    def test_only_a_form_with_files_is_read(self, office: Office) -> None:
        path = f"/api/intake/v1/reports/{office.tell()['id']}/photos"
        assert office.client().post(path, data=PHONE, content_type="image/jpeg").status_code == 415

    def test_what_is_too_large_is_refused(self, office: Office) -> None:
        report = office.tell()
        for size, status in ((10_000_001, 422), (16_100_000, 413)):
            sent = (BytesIO(PHONE + bytes(size - len(PHONE))), "p.jpg")
            assert self.post(office, report["id"], photo=sent).status_code == status

    def test_what_was_taken_back_takes_none(self, office: Office) -> None:
        mine = Mine(office)
        mine.send("/withdraw")
        answer = self.post(office, mine.id, photo=(BytesIO(PHONE), "p.jpg"))
        assert (answer.status_code, answer.get_json()["code"]) == (409, "report_withdrawn")
