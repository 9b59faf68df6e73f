"""The mail server of the row about sign-ins takes mails, and notes for whom and when first."""

import smtplib
import time

from bench.slow_mail import slow_mail
from deploy.local.ports import free_ports


def test_it_takes_mails_one_after_the_other_and_notes_the_first_for_each() -> None:
    began = time.time()
    with (
        free_ports() as ports,
        slow_mail(ports.smtp, seconds=0.01) as server,
        smtplib.SMTP("127.0.0.1", ports.smtp, timeout=10) as line,
    ):
        for to in ("ada@resident.example", "bo@resident.example", "ada@resident.example"):
            assert line.sendmail("nabo@city.example", [to], "Subject: x\r\n\r\nx") == {}
    assert list(server.taken) == ["ada@resident.example", "bo@resident.example"]
    assert began <= server.taken["ada@resident.example"] <= server.taken["bo@resident.example"]
