"""The subject of a mail is heard where it is somebody's own, however their program writes it."""

from base64 import b64encode

import pytest

from services.notify.adapters.mime_reading import MimeReader
from tests.factories.mails import mail

READER = MimeReader("replies.nabo.test", host="nabo.kluuvi.example")
LONG = "Hjælp " * 60


@pytest.mark.parametrize(
    "subject, own",
    [
        ("HELP he beats me", "HELP he beats me"),
        ("=?utf-8?q?Hj=C3=A6lp?= mig", "Hjælp mig"),
        ("=?utf-8*da?q?Hj=C3=A6lp?=", "Hjælp"),
        ("=?utf-8?b?SGrD?=\r\n =?utf-8?b?pmxw?=", "Hjælp"),
        ("=?iso-8859-1?q?It=92s_gas?=", "It’s gas"),
        ("=?utf-8?q?fire=07?=\x07", "fire"),
        ("=?nothing?q?Hj=C3=A6lp?=", "Hjælp"),
        ("=?utf-8?b?x?=", "=?utf-8?b?x?="),
        ("Hjælp mig", "Hjælp mig"),
        (f"=?utf-8?b?{b64encode(LONG.encode()).decode()}?=", LONG.strip()),
        ("Re: it smells of gas", "it smells of gas"),
        ("SV: AW: Re[2]: Antw : VS: gas", "gas"),
        ("Re: ", ""),
        ("He is here: help", "He is here: help"),
        ("Re: Street lamp: open again (N-7K3M-Q9WY-4)", ""),
        ("SV: Gadelygte (N-7K3M-Q9WY-4) DET BRÆNDER", "DET BRÆNDER"),
        ("He beats me, case N-7K3M-Q9WY-4", "He beats me, case N-7K3M-Q9WY-4"),
        ("", ""),
    ],
)
def test_R1_what_stands_in_the_subject_alone_is_read_for_signs(subject: str, own: str) -> None:
    found = READER.read(with_subject(subject.encode()))
    assert (found.text, found.unquoted) == ("", own)


def test_R1_letters_of_a_subject_that_nobody_coded_are_read() -> None:
    assert READER.read(with_subject("Hjælp mig".encode("cp1252"))).unquoted == "Hjælp mig"
    assert READER.read(with_subject("Hjælp =?utf-8?q?br=C3=A6nd?=".encode())).unquoted == "Hjælp brænd"


def with_subject(subject: bytes) -> bytes:
    """A mail with nothing else."""
    made = mail("")
    del made["Subject"]
    made["Subject"] = "x"
    return made.as_bytes().replace(b"Subject: x", b"Subject: " + subject, 1)
