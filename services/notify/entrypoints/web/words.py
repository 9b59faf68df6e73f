"""How reports are said in the list of what somebody hears about, and ways to sign in in the list of sessions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from services.notify.queries.my_page import HeardReport
from shared.events.notify_sign_ins import SignInMethod
from shared.events.triage import ReportStatus
from shared.pack.notify import NotifyPack

STANDING: Mapping[str, LazyString] = {
    ReportStatus.RECEIVED: lazy_gettext("just received"),
    ReportStatus.IN_TRIAGE: lazy_gettext("just received"),
    ReportStatus.WITH_TEAM: lazy_gettext("a team has it"),
    ReportStatus.ASKING_NEIGHBOURS: lazy_gettext("neighbours are asked"),
    ReportStatus.NEIGHBOUR_ON_IT: lazy_gettext("a neighbour has said yes"),
    ReportStatus.DONE_UNCONFIRMED: lazy_gettext("done, and we ask you whether it is fixed"),
    ReportStatus.CLOSED: lazy_gettext("closed"),
    ReportStatus.REOPENED: lazy_gettext("open again"),
    ReportStatus.WITHDRAWN: lazy_gettext("taken back"),
    ReportStatus.REFERRED_OUT: lazy_gettext("somebody else deals with it"),
}

METHODS: Mapping[str, LazyString] = {
    SignInMethod.LINK: lazy_gettext("the link in a mail"),
    SignInMethod.CODE: lazy_gettext("the code in a mail"),
    SignInMethod.PASSKEY: lazy_gettext("a passkey"),
    SignInMethod.NEW_PASSKEY: lazy_gettext("a passkey that is new"),
    SignInMethod.OWN_PASSKEY: lazy_gettext("a passkey"),
    SignInMethod.OIDC: lazy_gettext("your organisation's sign-in"),
}


def report_rows(reports: Iterable[HeardReport], pack: NotifyPack, language: str) -> Sequence[Mapping[str, Any]]:
    """Rows for the macro `cards`: what it is about, how it stands, and whether we write about it."""
    return [
        {
            "href": f"/my/{each.secret}" if each.secret else f"/r/{each.reference}",
            "title": _category(each, pack, language),
            "under": each.reference,
            "cells": [STANDING[each.report_status], _("yes") if each.is_active else _("no, you stopped it")],
        }
        for each in reports
    ]


def _category(report: HeardReport, pack: NotifyPack, language: str) -> str:
    found = pack.common.category(report.category)
    return found.name.say(language) if found else _("Something else")
