"""Where a message's button leads, and the links with which somebody says that they want no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from services.notify.domain import mail_reply, preferences, sending
from services.notify.domain.delivery import Audience, Delivery
from services.notify.domain.mail_reply import Outcome
from services.notify.domain.preferences import DIGEST, WHAT_IS_DAILY, subject_of
from services.notify.domain.subscription import subscription_id
from shared.sessions import LinkIssuer

ANSWER = "answer"
SUBSCRIPTION = "subscription"
KIND = "kind"
ADDING = "adding"
STANDS_FOR = mail_reply.ANSWERABLE_FOR
_OUTCOME = "resolved"
_ALARMS = frozenset({"unsafe", "answered_after_unsafe", "overdue"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysOut:
    """stop: no more of this; a mail program may say so for its reader. address: is it yours, or not?"""

    stop: str | None = None
    address: str | None = None


NONE = WaysOut()


class LetterLinks:
    """origin: scheme and host. Tokens are signed; each opens one page, which has a button (rule R17)."""

    def __init__(self, origin: str, issuer: LinkIssuer) -> None:
        self._origin = origin
        self._issuer = issuer

    def button(self, delivery: Delivery, opened: Mapping[str, str], reference: str, at: datetime) -> str:
        match delivery.audience:
            case Audience.REPORTER:
                return self._origin + _personal(delivery, opened, reference)
            case Audience.HELPER:
                return self._origin + self._helpers(delivery, at)
            case Audience.CASEWORKER | Audience.COORDINATOR:
                return self._origin + _desk(delivery, reference)
            case Audience.PERSON:
                return self._origin + self._persons(delivery, opened, at)

    def ways_out(self, delivery: Delivery, person_id: str, at: datetime) -> WaysOut:
        """The pages for whoever reads it. person_id: theirs, if they are somebody here.

        Nobody stops what must reach them: sign-ins, a task of theirs, and what they get because they work here.
        """
        if delivery.audience is Audience.REPORTER:
            return self._about_a_report(delivery, at)
        subject = subject_of(delivery)
        what = WHAT_IS_DAILY if delivery.message == DIGEST else subject.value if subject else None
        if what is None or not person_id:
            return NONE
        token = self._issuer.issue(KIND, {"p": person_id, "w": what}, at + STANDS_FOR)
        return WaysOut(stop=f"{self._origin}/me/stop/{token}")

    def _about_a_report(self, delivery: Delivery, at: datetime) -> WaysOut:
        """One token opens both pages."""
        claims = {"s": subscription_id(delivery.report_id or "", delivery.to.contact_id or "")}
        token = self._issuer.issue(SUBSCRIPTION, claims, at + STANDS_FOR)
        return WaysOut(stop=f"{self._origin}/me/stop/{token}", address=f"{self._origin}/me/address/{token}")

    def preferences(self) -> str:
        return f"{self._origin}/me/preferences"

    def help(self) -> str:
        """Where a helper takes a break."""
        return f"{self._origin}/help"

    def profile(self) -> str:
        return f"{self._origin}/help/profile"

    def _persons(self, delivery: Delivery, opened: Mapping[str, str], at: datetime) -> str:
        match delivery.message:
            case preferences.DIGEST:
                return "/me/messages"
            case sending.WAYS_CHANGED:
                return "/me"
            case sending.FAREWELL:
                return "/help"
            case sending.CONFIRM:
                claims = {"c": delivery.to.contact_id or ""}
                return f"/me/contacts/not-mine/{self._issuer.issue(ADDING, claims, at + STANDS_FOR)}"
            case mail_reply.REPLY_TAKEN | mail_reply.REPLY_NOT_TAKEN:
                return _after_answering(delivery, opened)
            case _:
                return f"/me/sign-in/{quote(opened['token'])}"

    def _helpers(self, delivery: Delivery, at: datetime) -> str:
        if delivery.message == preferences.INVITED:
            return self._invitation(delivery, at)
        if delivery.message == mail_reply.ASKED_AFTER:
            return f"/help/tasks/{delivery.case_id}/messages"
        return f"/help/tasks/{delivery.case_id}" if delivery.message in mail_reply.OF_THE_TASK else "/help"

    def _invitation(self, delivery: Delivery, at: datetime) -> str:
        invitation_id = str(delivery.facts["invitation_id"])
        claims = {
            "person_id": delivery.to.person_id or "",
            "case_id": delivery.case_id or "",
            "invitation_id": invitation_id,
        }
        token = self._issuer.issue(ANSWER, claims, delivery.expires_at or at + STANDS_FOR)
        return f"/help/asked/{quote(invitation_id)}?t={token}"


def _after_answering(delivery: Delivery, opened: Mapping[str, str]) -> str:
    """To where it can be said otherwise."""
    if delivery.facts.get("helps"):
        return "/help"
    if delivery.facts.get("reason") == Outcome.OVER or "secret" not in opened:
        return "/report"
    return f"/my/{quote(opened['secret'])}"


def _desk(delivery: Delivery, reference: str) -> str:
    """A coordinator finds the page of a case only while an alarm stands on it, and no other team finds it at all."""
    is_theirs = delivery.audience is Audience.CASEWORKER and delivery.message != sending.ANOTHER_TEAM
    opens_the_case = is_theirs or delivery.message in _ALARMS
    return f"/desk/cases/{quote(reference)}" if opens_the_case else "/desk"


def _personal(delivery: Delivery, opened: Mapping[str, str], reference: str) -> str:
    secret = opened.get("secret")
    if not secret:
        return f"/r/{quote(reference)}"
    return f"/my/{quote(secret)}/outcome" if delivery.message == _OUTCOME else f"/my/{quote(secret)}"
