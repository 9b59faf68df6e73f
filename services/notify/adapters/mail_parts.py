"""The parts of a mail that people write: plain text where there is some, else HTML; and whether it has attachments."""

from collections.abc import Callable, Iterator, Sequence
from email.message import Message
from typing import TypeAlias

from services.notify.adapters.mail_charsets import text_of

MOST_NESTED = 8
"""So deep do no programs put parts into parts."""

_OF_SIGNATURES = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-keys",
    }
)
Part: TypeAlias = "Message[str, str]"
Read = Callable[[str], str]


def plain_texts(mail: Part, of_html: Read) -> list[str]:
    """In their order. of_html: makes plain text of HTML."""
    return [each for each in _texts(mail, of_html) if each.strip()]


def has_attachments(mail: Part, *, but: Sequence[Part] = ()) -> bool:
    """Whether something hangs on it that they wanted us to have, beside these; a logo in a signature is not."""
    return any(
        _is_attached(part) or (_is_picture(part) and not in_page)
        for part, in_page in leaves(mail)
        if not any(part is each for each in but)
    )


def put_back(mail: Part, whole: Read, has_some: Callable[[str], bool]) -> None:
    """What was lifted out of words, with which they can be read again."""
    for part, _ in leaves(mail):
        body = part.get_payload()
        if part.get_content_maintype() == "text" and isinstance(body, str) and has_some(body):
            part.set_payload(whole(body))


def depth_of(part: Part) -> int:
    """How many parts lie in each other, from the mail itself on; in mails that hang on it nobody looks."""
    if part.get_content_maintype() == "message":
        return 1
    return 1 + max((depth_of(each) for each in _children(part)), default=0)


def _texts(part: Part, of_html: Read) -> Iterator[str]:
    kind = part.get_content_type()
    if part.get_content_maintype() == "message" or _is_attached(part):
        return
    if kind == "multipart/alternative":
        yield from _plainest(part, of_html)
    elif part.is_multipart():
        for each in _children(part):
            yield from _texts(each, of_html)
    elif kind == "text/plain":
        yield _unfolded(part, _decoded(part))
    elif kind == "text/html":
        yield of_html(_decoded(part))


def _plainest(part: Part, of_html: Read) -> list[str]:
    """The same in several forms: the first that says something, plain text before others."""
    forms = sorted(_children(part), key=lambda each: each.get_content_type() != "text/plain")
    for form in forms:
        said = [each for each in _texts(form, of_html) if each.strip()]
        if said:
            return said
    return []


def leaves(part: Part, *, in_page: bool = False) -> Iterator[tuple[Part, bool]]:
    """With whether each belongs to the page of an HTML mail."""
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        for each in _children(part):
            yield from leaves(each, in_page=in_page or part.get_content_type() == "multipart/related")
    else:
        yield part, in_page


def _children(part: Part) -> list[Part]:
    found = part.get_payload()
    return [each for each in found if isinstance(each, Message)] if isinstance(found, list) else []


def _is_attached(part: Part) -> bool:
    return part.get_content_disposition() == "attachment" and part.get_content_type() not in _OF_SIGNATURES


def _is_picture(part: Part) -> bool:
    return part.get_content_maintype() in {"image", "video", "audio"}


def _decoded(part: Part) -> str:
    payload = part.get_payload(decode=True)
    given = part.get_param("charset", "")
    named = given[2] if isinstance(given, tuple) else given
    return text_of(payload if isinstance(payload, bytes) else b"", str(named))


def _unfolded(part: Part, text: str) -> str:
    """Programs break long lines so that a space stays at the end (RFC 3676)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    lines = text.replace("\r\n", "\n").split("\n")
    return "".join(each if _goes_on(each) else f"{each}\n" for each in lines)


def _goes_on(line: str) -> bool:
    return line.endswith(" ") and line != "-- " and not line.startswith(">")
