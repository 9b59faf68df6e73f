"""A mail as its recipient's program shows it."""

from email.message import EmailMessage
from pathlib import Path

from bench.replay.mailbox import Mailbox

TEXT = "Åh, så fint.\n\nYour code:\n123 456\n\nhttp://nabo.test/my/abc?lang=da\n"


def kept(folder: Path, message: EmailMessage) -> Mailbox:
    (folder / "new").mkdir(parents=True, exist_ok=True)
    (folder / "new" / message["Message-ID"].strip("<>")).write_bytes(bytes(message))
    return Mailbox(folder)


def mail(number: int, *, page: str = "") -> EmailMessage:
    message = EmailMessage()
    message["To"], message["Message-ID"] = "ada@residents.example", f"<{number}@nabo.test>"
    message["Subject"] = "Er det løst? Vejen er fuld af huller (N-7K3M-Q9WY-4), og det har den været længe nu"
    message.set_content(TEXT)
    if page:
        message.add_alternative(page, subtype="html")
    return message


def test_words_subject_and_address_are_read_however_they_are_packed(tmp_path: Path) -> None:
    for number, page in enumerate(("", "<p>Hej</p>")):
        (found,) = kept(tmp_path, mail(number, page=page)).fresh()
        assert found.to == "ada@residents.example"
        assert found.message_id == f"<{number}@nabo.test>"
        assert found.subject == mail(number)["Subject"]
        assert found.text == TEXT
        assert found.code == "123456"
        assert found.link("/my/") == "http://nabo.test/my/abc?lang=da"


def test_a_mail_without_words_has_none(tmp_path: Path) -> None:
    empty = EmailMessage()
    empty["To"], empty["Message-ID"], empty["Subject"] = "ada@residents.example", "<1@nabo.test>", "Nothing"
    empty.add_attachment(b"%PDF", maintype="application", subtype="pdf")
    (found,) = kept(tmp_path, empty).fresh()
    assert found.text == ""


def test_each_is_read_once_and_one_that_came_twice_is_counted(tmp_path: Path) -> None:
    box = kept(tmp_path, mail(1))
    assert len(list(box.fresh())) == 1
    assert not list(box.fresh())
    (tmp_path / "new" / "again").write_bytes(bytes(mail(1)))
    list(box.fresh())
    assert box.repeated == 1
