"""What each step of a delivery's life changes in its document."""

from datetime import datetime

from services.notify.adapters.delivery_documents import step
from services.notify.adapters.delivery_events import public_state, recorded
from services.notify.domain.delivery import Channel, Delivery, Phase, Status, Why
from services.notify.domain.mail_reply import asked_as, is_answerable
from services.notify.domain.receipt import reference_of
from services.notify.ports.messages import Result
from shared.events.codec import dump, to_document
from shared.mongo.connect import Document

_LEASE = {"claim": "", "phase": "", "lease_until": ""}
_SECRETS = {"words": "", "box": ""}

NEVER_TAKEN: Document = {"$set": {"status": Status.PENDING.value}, "$unset": _LEASE, "$pop": {"history": 1}}
"""Undoes a claim of which nothing came: while a mail server is away there are thousands, and a history is finite."""


def claimed(claim_id: str, lease_until: datetime, at: datetime) -> Document:
    """A sender has it."""
    return {
        "$set": {
            "status": Status.SENDING.value,
            "phase": Phase.PREPARING.value,
            "claim": claim_id,
            "lease_until": lease_until,
        },
        "$push": {"history": step(Status.SENDING, at, None)},
    }


def handing_over(delivery: Delivery, lease_until: datetime) -> Document:
    """From here on nobody can know by looking at the database alone whether it went out.

    From here on, too, somebody may answer it, and it is found by what it is called there.
    """
    asked = {"asked_as": asked_as(delivery.id)} if is_answerable(delivery) else {}
    return {"$set": {"phase": Phase.HANDING_OVER.value, "lease_until": lease_until, **asked}}


def given_back(at: datetime) -> Document:
    """Its sender ended before it was begun."""
    return {
        "$set": {"status": Status.PENDING.value},
        "$unset": _LEASE,
        "$push": {"history": step(Status.PENDING, at, "sender_ended")},
    }


def ended(result: Result) -> Document:
    """How it ended for now. Failed and unknown are told to the other services."""
    match result.status:
        case Status.PENDING:
            if result.channel is not None:
                return _redirected(result, result.channel)
            if result.was_away:
                return _waiting_on(result)
            return _held(result) if result.is_held else _put_off(result)
        case Status.FAILED | Status.UNKNOWN:
            return _in_trouble(result)
        case _:
            return _settled(result)


def once_more(at: datetime) -> Document:
    """A person decided that it is to be sent again; what it was made of must still be there."""
    return {
        "$set": {"status": Status.PENDING.value, "due_at": at, "planned_at": at, "attempts": 0},
        "$unset": {**_LEASE, "trouble_at": "", "why": ""},
        "$push": {"history": step(Status.PENDING, at, "by_hand")},
    }


def _settled(result: Result) -> Document:
    fields: Document = {"status": result.status.value, "ended_at": result.at}
    gone = {**_LEASE, **_SECRETS, "digest": ""}
    if result.why is not None:
        fields["why"] = result.why
    else:
        gone["why"] = ""
    if result.copy is not None:
        fields["copy"] = result.copy
    return {
        "$set": fields,
        "$unset": gone,
        "$push": {"history": step(result.status, result.at, result.why)},
    }


def _waiting_on(result: Result) -> Document:
    """As if it had not been taken, but that others come before it."""
    return {**NEVER_TAKEN, "$set": {"status": Status.PENDING.value, "due_at": result.next_at}}


def _put_off(result: Result) -> Document:
    return {
        "$set": {"status": Status.PENDING.value, "due_at": result.next_at},
        "$unset": _LEASE,
        "$inc": {"attempts": 1},
        "$push": {"history": step(Status.PENDING, result.at, "put_off")},
    }


def _redirected(result: Result, channel: Channel) -> Document:
    """It goes another way: the same message, so that nobody can be told twice."""
    texted = {"reference": reference_of(result.delivery.id)} if channel is Channel.SMS else {}
    stays = {"is_by_mail": True} if result.is_by_mail else {}
    return {
        "$set": {"status": Status.PENDING.value, "due_at": result.next_at, "channel": channel.value, **texted, **stays},
        "$unset": _LEASE,
        "$push": {"history": step(Status.PENDING, result.at, "other_channel")},
    }


def _held(result: Result) -> Document:
    """It waits because its reader wants it later, by itself or for a daily mail."""
    fields: Document = {"status": Status.PENDING.value, "due_at": result.next_at, "why": result.why}
    return {
        "$set": {**fields, **({"digest": result.digest} if result.digest else {})},
        "$unset": {**_LEASE, **({} if result.digest else {"digest": ""})},
        "$push": {"history": step(Status.PENDING, result.at, result.why)},
    }


def gathered(at: datetime) -> Document:
    """It comes in a daily mail, and not by itself. Words stay until that has gone: it may be put together again."""
    fields = {"status": Status.SUPPRESSED.value, "why": Why.IN_DIGEST.value, "ended_at": at}
    return {"$set": fields, "$push": {"history": step(Status.SUPPRESSED, at, Why.IN_DIGEST)}}


def left_out(why: str, at: datetime, copy: str | None) -> Document:
    """It belongs to no daily mail any more, and stands among its reader's messages if they may read it."""
    return {
        "$set": {"why": why, **({"copy": copy} if copy else {})},
        "$unset": {**_SECRETS, "digest": ""},
        "$push": {"history": step(Status.SUPPRESSED, at, why)},
    }


SAID: Document = {"$unset": _SECRETS}
"""Its daily mail has gone."""


def _in_trouble(result: Result) -> Document:
    """Words stay, for a person may decide to send it again; a sign-in's secrets do not outlive it."""
    fields: Document = {
        "status": result.status.value,
        "why": result.why,
        "ended_at": result.at,
        "trouble_at": result.at,
        **({"copy": result.copy} if result.copy else {}),
    }
    update: Document = {
        "$set": fields,
        "$unset": {**_LEASE, "box": ""},
        "$push": {"history": step(result.status, result.at, result.why)},
    }
    if result.delivery.report_id is not None:
        version = result.delivery.version + 1
        fields |= {"version": version, "public": dump(public_state(result)), "pending_since": result.at}
        update["$push"]["pending"] = to_document(recorded(result, version))
    return update
