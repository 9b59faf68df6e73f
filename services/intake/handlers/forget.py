"""Forgets what intake holds of somebody: their reports, what was told of these, and who they are."""

from datetime import datetime
from typing import assert_never

from services.intake.domain import moves
from services.intake.ports import Leftovers, Reports
from services.intake.ports.photo_store import PhotoStore
from shared.erasure import Erasure, Ledger, Of
from shared.repository import change

BY = "erasure"


def forget(erasure: Erasure, *, reports: Reports, leftovers: Leftovers, photos: PhotoStore, ledger: Ledger) -> bool:
    """Whether nothing is left. Twice is once, in any order. Raises: StaleVersion."""
    match erasure.of:
        case Of.PERSON:
            leftovers.of_person(erasure.id)
            return True
        case Of.CONTACT:
            return _forget_contact(erasure.id, erasure.at, reports, ledger)
        case Of.REPORT:
            return _forget_report(erasure.id, reports, leftovers, photos)
        case _:
            assert_never(erasure.of)


def _forget_contact(contact_id: str, at: datetime, reports: Reports, ledger: Ledger) -> bool:
    """What came with the same address later is somebody's anew."""
    mine = [each for each in reports.of_contacts([contact_id]) if each.state.received_at <= at]
    ledger.add([Erasure(of=Of.REPORT, id=each.id, at=at) for each in mine])
    for each in mine:
        change(reports, each.id, moves.erase, by=BY)
    return not mine


def _forget_report(report_id: str, reports: Reports, leftovers: Leftovers, photos: PhotoStore) -> bool:
    """From its end on no photo comes to it any more; who was sending one may still be writing it down."""
    if reports.find(report_id).version:
        change(reports, report_id, moves.erase, by=BY)
    photos.remove(report_id)
    return leftovers.of_report(report_id) and photos.is_settled(report_id)
