"""Whatever notify reads in an answer, intake takes: it was said to be taken, and nobody else hears that it was not."""

from base64 import b64encode

from hypothesis import example, given
from hypothesis import strategies as some

from services.intake.domain.draft import LONGEST_TEXT
from services.intake.domain.wrong import wrong_words
from services.notify.adapters.mime_reading import MimeReader
from services.notify.domain.own_words import typed_words
from tests.factories.mails import raw

READER = MimeReader("replies.nabo.test", host="nabo.kluuvi.example")
letters = some.lists(some.sampled_from([*range(256)]), max_size=30).map(bytes)
charsets = some.sampled_from(["utf-8", "iso-8859-1", "iso-8859-2", "windows-1252", "koi8-r", "utf-16", "us-ascii", "x"])
kinds = some.sampled_from(["text/plain", "text/html"])


@given(subject=letters, body=letters, kind=kinds, charset=charsets)
@example(subject=b"It\x92s gas", body=b"It\x92s gas", kind="text/plain", charset="iso-8859-1")
@example(subject=b"a\x81\x07b", body=b"a\x81\x07b&#129;&#7;&#xd800;", kind="text/html", charset="iso-8859-2")
def test_what_is_read_of_a_mail_can_be_taken(subject: bytes, body: bytes, kind: str, charset: str) -> None:
    coded = f"Subject: =?{charset}?b?{b64encode(subject).decode()}?="
    found = READER.read(raw(b64encode(body), f"{kind}; charset={charset}", coded, "Content-Transfer-Encoding: base64"))
    assert wrong_words(found.text, LONGEST_TEXT) is wrong_words(found.unquoted, LONGEST_TEXT) is None


@given(subject=letters, body=letters)
@example(subject=b"=?utf-8?q?a\x85b?= =?utf-8?q?a\xc2\x85b?= =?utf-8?b?\x0bx?=", body=b"a\x81")
def test_what_nobody_coded_can_be_taken(subject: bytes, body: bytes) -> None:
    plain = subject.replace(b"\n", b"").replace(b"\r", b"")
    found = READER.read(b"Subject: " + plain + b" =?utf-8?q?" + plain + b"?=\r\n" + raw(body))
    assert wrong_words(found.text, LONGEST_TEXT) is wrong_words(found.unquoted, LONGEST_TEXT) is None


@given(text=some.text(some.characters(), max_size=30))
@example(text="\x07\x81\ud800")
def test_what_is_read_of_a_text_message_can_be_taken(text: str) -> None:
    assert wrong_words(typed_words(text), LONGEST_TEXT) is None
