"""Reads a mail that came in, as far as we need it: whose it is, for which mail of ours, and its words."""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from email import message_from_bytes, policy
from email.utils import getaddresses

from services.notify.adapters.html_words import words_of_html
from services.notify.adapters.mail_bounds import LONGEST_HEAD, head_of, refuse_what_is_strange, with_plain_lines
from services.notify.adapters.mail_lifting import Lifted, lift
from services.notify.adapters.mail_parts import MOST_NESTED, Part, depth_of, has_attachments, plain_texts, put_back
from services.notify.adapters.mail_pictures import pictures_in
from services.notify.adapters.mail_subjects import own_subject
from services.notify.adapters.reply_addresses import BEFORE, TOKEN_LENGTH
from services.notify.domain.own_words import LONGEST_READ, all_but_quotes, own_words, without_links_to
from services.notify.ports.replies import LARGEST_WORDS, Incoming, StrangeMail
from shared.contacts import normalise_email

_TOKENS_LOOKED_AT = 5
_LONGEST_VALUE = 8_000
_DELIVERED_TO = ("X-Envelope-To", "Delivered-To", "X-Original-To", "To", "Cc")
_ENVELOPE_FROM = ("X-Envelope-From", "Return-Path")
_PRECEDENCES = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
_OF_MACHINES = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Failed-Recipients", "List-Id", "List-Post")
_MACHINES = frozenset({"mailer-daemon", "postmaster"})
_SUBJECTS = ("automatic reply:", "auto-reply:", "autoreply:", "automatisk svar:", "autosvar:", "out of office:")


class MimeReader:
    """Behind `ports.replies.ReadsMail`. domain: of the addresses that are answered. ours: other addresses of ours."""

    def __init__(
        self, domain: str, ours: Collection[str] = (), *, host: str, is_known: Callable[[str], bool] = bool
    ) -> None:
        """host: to which the links in our mails lead, perhaps with a port. is_known: whether a token is one of ours."""
        self._host, self._is_known = host, is_known
        self._ours = (f"@{domain}", *(each.lower() for each in ours))
        self._token = re.compile(rf"{re.escape(BEFORE)}([a-z2-7]{{{TOKEN_LENGTH}}})@{re.escape(domain)}(?![\w.-])")

    def read(self, raw: bytes) -> Incoming:
        if not self._is_for_us(head_of(with_plain_lines(raw[: 2 * LONGEST_HEAD + 2]))):
            return Incoming(id=_digest(raw), tokens=[], sender="", text="", unquoted="")
        lifted = lift(with_plain_lines(raw))
        refuse_what_is_strange(lifted.mail)
        try:
            return self._read(message_from_bytes(lifted.mail, policy=policy.compat32), raw, lifted)
        except (RecursionError, ValueError, LookupError) as error:
            raise StrangeMail("broken") from error

    def _is_for_us(self, head: bytes) -> bool:
        """Nobody else's mail is worth taking apart."""
        return any(self._is_known(each) for each in self._token.findall(head.decode("latin-1").lower()))

    def _read(self, mail: Part, raw: bytes, lifted: Lifted) -> Incoming:
        if depth_of(mail) > MOST_NESTED:
            raise StrangeMail("nested")
        put_back(mail, lambda body: lifted.whole(body, LARGEST_WORDS), lifted.has_some)
        found = pictures_in(mail, lifted)
        text = "\n\n".join(plain_texts(mail, words_of_html))[:LONGEST_READ]
        tokens = self._tokens(mail)
        sender = _sender(mail)
        whole = "\n".join(filter(None, (own_subject(mail), all_but_quotes(text, self._ours))))
        unquoted = without_links_to(self._host, whole)
        return Incoming(
            id=_name(mail, raw, (*tokens, sender, unquoted, *map(_digest, found.pictures))),
            tokens=tokens,
            sender=sender,
            text=without_links_to(self._host, own_words(text, self._ours)),
            unquoted=unquoted,
            pictures=found.pictures,
            has_more_pictures=len(found.parts) > len(found.pictures),
            is_automatic=_is_automatic(mail),
            has_attachments=has_attachments(mail, but=found.parts),
        )

    def _tokens(self, mail: Part) -> list[str]:
        found = (
            each for name in _DELIVERED_TO for value in _all(mail, name) for each in self._token.findall(value.lower())
        )
        return list(dict.fromkeys(found))[:_TOKENS_LOOKED_AT]


def _name(mail: Part, raw: bytes, told: Sequence[str]) -> str:
    """Mail programs name each of their mails, but some give all the same name, or `<>`, and a second one is heard too.

    told: what makes it another mail under the same name. What has no name is the same if it is the same.
    """
    given = _first(mail, "Message-ID").strip(" <>")
    return _digest("\0".join([given, *told]).encode("utf-8", "replace") if given else raw)


def _digest(known: bytes) -> str:
    return f"mail-{hashlib.sha256(known).hexdigest()[:32]}"


def _sender(mail: Part) -> str:
    """The one address of the one From. Letters that only look like others make it nobody's."""
    addresses = getaddresses(list(_all(mail, "From")))
    try:
        return normalise_email(addresses[0][1]) if len(addresses) == 1 else ""
    except ValueError:
        return ""


def _is_automatic(mail: Part) -> bool:
    """By a machine, or for many: RFC 3834, and what older programs do instead."""
    submitted = _first(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    return bool(
        submitted not in {"", "no"}
        or _first(mail, "Precedence").strip().lower() in _PRECEDENCES
        or any(name in mail for name in _OF_MACHINES)
        or _has_no_sender(mail)
        or mail.get_content_type() in {"multipart/report", "message/delivery-status"}
        or _sender(mail).partition("@")[0] in _MACHINES
        or _first(mail, "Subject").strip().lower().startswith(_SUBJECTS)
    )


def _has_no_sender(mail: Part) -> bool:
    """What says that a mail could not be delivered is sent by nobody, so that nothing answers it (RFC 5321)."""
    return any(value.strip() in {"", "<>"} for name in _ENVELOPE_FROM for value in _all(mail, name))


def _first(mail: Part, name: str) -> str:
    return next(_all(mail, name), "")


def _all(mail: Part, name: str) -> Iterator[str]:
    """Its values, on one line each."""
    for value in mail.get_all(name, ()):
        yield " ".join(str(value)[:_LONGEST_VALUE].split())
