"""A mail as it comes in is read whatever it is made of."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from services.notify.adapters.html_words import words_of_html
from services.notify.adapters.mime_reading import MimeReader
from services.notify.domain.own_words import LEFT_OUT
from services.notify.ports.replies import LARGEST_MAIL, Incoming
from tests.factories.mails import ADA, TO, mail, raw, with_picture

HOST = "nabo.kluuvi.example:8443"
READER = MimeReader("replies.nabo.test", ("Nabo@kluuvi.example",), host=HOST)


def read(made: EmailMessage | bytes) -> Incoming:
    return READER.read(made if isinstance(made, bytes) else made.as_bytes())


def test_a_plain_mail_is_read() -> None:
    found = read(mail())
    assert (found.text, found.sender, found.tokens) == ("The second lamp.", ADA, ["a" * 48])
    assert not found.is_automatic
    assert not found.has_attachments


def test_a_mail_is_the_same_mail_however_often_it_comes_and_another_is_another() -> None:
    again = mail(Received="from elsewhere")
    assert read(mail()).id == read(again).id
    assert read(mail()).id != read(mail(Message_ID="<m2@nabo.example>")).id


@pytest.mark.parametrize("name", ["", "<>", "< >", "<always-the-same@nabo.example>"])
def test_a_name_that_other_mails_have_too_hides_none_of_them(name: str) -> None:
    def heard(made: EmailMessage) -> str:
        return read(f"Message-ID: {name}\r\n".encode() + made.as_bytes()).id

    first = mail(Message_ID="")
    assert heard(first) == heard(first)
    others = [mail("Other", Message_ID=""), mail(Message_ID="", From="bo@nabo.example")]
    others += [mail(Message_ID="", To=TO.replace("aa", "bb")), mail("The second lamp.\n\n--\nGas!", Message_ID="")]
    assert len({heard(each) for each in (first, *others)}) == 5


@pytest.mark.parametrize("header", ["X_Envelope_To", "Delivered_To", "X_Original_To", "Cc"])
def test_whom_it_went_to_is_found_where_servers_write_it_however_they_write_it(header: str) -> None:
    found = read(mail(To="hidden@elsewhere.example", **{header: TO.upper()}))
    assert found.tokens == ["a" * 48]


@pytest.mark.parametrize(
    "to",
    [
        "",
        TO + ".evil.example",
        TO.replace("replies.", "replies-"),
        "reply@replies.nabo.test",
        TO.replace("a" * 48, "a" * 47),
    ],
)
def test_what_is_no_address_of_ours_is_none(to: str) -> None:
    assert read(mail(To=to)).tokens == []


@pytest.mark.parametrize(
    "sender",
    [
        "",
        "Ada",
        "ada@nabo.example, bo@nabo.example",
        "ada@nab\u043e.example",
        "=?utf-8?q?ada=40nabo=2Eexample?= <ada@nab\u043e.example>",
        "\uff41da@",
    ],
)
def test_a_sender_who_is_none_or_several_or_only_looks_like_one_is_nobody(sender: str) -> None:
    head = f"From: {sender}\r\n" if sender else ""
    found = read(f"{head}To: {TO}\r\n\r\nwords".encode())
    assert found.sender == ""


@pytest.mark.parametrize("other", [ADA, "", ";", "<>", "()"])
def test_two_senders_are_nobody(other: str) -> None:
    assert read(f"From: {other}\r\nFrom: {ADA}\r\nTo: {TO}\r\n\r\nwords".encode()).sender == ""


def test_an_address_in_a_name_is_no_sender() -> None:
    assert read(mail(From='"ada@nabo.example" <bo@nabo.example>')).sender == "bo@nabo.example"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner-email=x"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"Precedence": "List"},
        {"X_Autoreply": "yes"},
        {"X_Autorespond": "x"},
        {"List_Id": "<all.nabo.example>"},
        {"Return_Path": "<>"},
        {"X_Envelope_From": "<>"},
        {"From": "MAILER-DAEMON@nabo.example"},
        {"Subject": "Automatisk svar: Lampe"},
        {"Subject": "Automatic reply: Lamp"},
    ],
)
def test_what_a_machine_wrote_is_known(headers: dict[str, str]) -> None:
    assert read(mail(**headers)).is_automatic


def test_an_empty_envelope_and_a_report_of_a_server_are_known() -> None:
    assert read(b"X-Envelope-From: \r\n" + mail().as_bytes()).is_automatic
    report = raw(b"--b\r\n\r\ngone\r\n--b--\r\n", "multipart/report; report-type=delivery-status; boundary=b")
    assert read(report).is_automatic


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "no"},
        {"Precedence": "normal"},
        {"Return_Path": f"<{ADA}>"},
        {"Subject": "auto: my car"},
        {"Subject": "Automatic doors do not open"},
    ],
)
def test_what_a_person_wrote_is_not_taken_for_a_machines(headers: dict[str, str]) -> None:
    assert not read(mail(**headers)).is_automatic


def test_plain_text_comes_before_html_and_html_where_there_is_nothing_else() -> None:
    assert read(mail("plain", html="<p>rich</p>")).text == "plain"
    assert read(mail(" \n", html="<p>rich &amp; <b>bold</b></p>")).text == "rich & bold"
    assert read(raw(b"<div>a<br>b</div><script>x()</script><style>p{}</style>", "text/html")).text == "a\nb"


@pytest.mark.parametrize(
    "html, words",
    [
        ('<div>Mine</div><div class="gmail_quote gmail_quote_container"><div>On … wrote:</div>theirs</div>', "Mine"),
        (
            '<p>Mine</p><blockquote type="cite"><p>theirs <blockquote>deeper</blockquote></p></blockquote><p>More</p>',
            "Mine\nMore",
        ),
        ('<div>Mine</div><div id="appendonsend"></div><hr><div>theirs</div>', "Mine"),
        ('<div>Mine</div><div id="x_divRplyFwdMsg"><b>Fra:</b> Nabo</div><div>theirs</div>', "Mine"),
        ("<p>Mine</p><div><b>From:</b> Nabo<br><b>Sent:</b> today<br><b>To:</b> Ada<br></div><p>theirs</p>", "Mine"),
        (
            '<div class="moz-cite-prefix">On … wrote:</div><blockquote cite="mid:x">theirs</blockquote>Mine',
            "Mine",
        ),
        ("<div>Mine<div class='gmail_signature'>Ada</div></div>", "Mine"),
        ("<p>a <i>b</i>c\n d</p><img src=x onerror=alert(1)>1 < 2", "a bc d\n1 < 2"),
        ("<!DOCTYPE html><?xml x?><!--[if mso]>no<![endif]--><p>1 &lt; 2", "1 < 2"),
        ("<title>no</title><svg><text>no</text></svg>yes<!-- no --><![CDATA[no]]>", "yes"),
    ],
)
def test_html_is_read_as_words_alone_without_what_it_quotes(html: str, words: str) -> None:
    assert read(raw(html.encode(), "text/html; charset=utf-8")).text == words


@pytest.mark.parametrize(
    "body, kind, words",
    [
        ("blæst".encode(), "text/plain; charset=utf-8", "blæst"),
        ("blæst".encode("latin-1"), "text/plain; charset=iso-8859-1", "blæst"),
        (b"It\x92s", "text/plain; charset=iso-8859-1", "It’s"),
        (b"It\x92s", "text/plain; charset=us-ascii", "It’s"),
        (b"\xfe\x80", "text/plain; charset=iso-8859-9", "\u015f\u20ac"),
        (b"a\x81b", "text/plain; charset=latin1", "a\ufffdb"),
        ("blæst".encode("utf-16"), "text/plain; charset=utf-16", "blæst"),
        ("blæst".encode("cp1252"), "text/plain; charset=utf-8", "blæst"),
        ("blæst".encode("cp1252"), "text/plain", "blæst"),
        ("blæst".encode(), "text/plain; charset=klingon", "blæst"),
        (b"bl\\xe6st", "text/plain; charset=unicode_escape", "bl\\xe6st"),
        (b"abc", "text/plain; charset=rot13", "abc"),
        (b"abc", "text/plain; charset*=x''%ff", "abc"),
        ("blæst".encode("windows-1252"), "text/plain; charset=Windows-1252", "blæst"),
        ("при".encode("koi8-u"), 'text/plain; charset="KOI8-U"', "при"),
        (b"abc", "text/plain; charset*=klingon''latin-1", "abc"),
        (b"+AGE-", "text/plain; charset=utf-7", "+AGE-"),
    ],
)
def test_charsets_are_read_and_wrong_ones_forgiven(body: bytes, kind: str, words: str) -> None:
    assert read(raw(body, kind, "Content-Transfer-Encoding: 8bit")).text == words


def test_broken_base64_and_lines_that_flow_are_read() -> None:
    assert read(raw(b"bGFtcA", "text/plain", "Content-Transfer-Encoding: base64")).text == "lamp"
    flowed = raw(b"It is \r\nthe second.\r\n> quoted \r\n-- \r\nAda", "text/plain; format=flowed")
    assert read(flowed).text == "It is the second."


@pytest.mark.parametrize(
    "made, expected",
    [
        (lambda: with_picture(mail()), True),
        (lambda: with_picture(mail(), disposition="inline"), True),
        (lambda: mail(html="<p>x</p>"), False),
    ],
)
def test_what_hangs_on_it_is_noticed(made: Callable[[], EmailMessage], *, expected: bool) -> None:
    found = read(made())
    assert (found.has_attachments, found.text) == (expected, "The second lamp.")


def test_a_logo_in_a_signature_is_nothing_that_somebody_wanted_us_to_have() -> None:
    made = mail()
    made.add_alternative('<p>The second lamp.</p><img src="cid:logo">', subtype="html")
    page = made.get_payload()[1]  # type: ignore[index]
    page.add_related(b"GIF", maintype="image", subtype="gif", cid="<logo>")  # type: ignore[union-attr]
    assert not read(made).has_attachments


def test_a_mail_that_was_cut_off_within_a_picture_still_has_its_words() -> None:
    made = mail()
    made.add_attachment(b"x" * 2_000_000, maintype="image", subtype="jpeg", filename="p.jpg")
    found = read(made.as_bytes()[:LARGEST_MAIL])
    assert (found.text, found.has_attachments) == ("The second lamp.", True)


def test_a_mail_that_is_forwarded_within_another_speaks_for_nobody() -> None:
    made = mail()
    made.add_attachment(mail("Words of somebody else"))
    assert read(made).text == "The second lamp."
    for _ in range(5):
        last, made = made, mail()
        made.add_attachment(last)
    assert read(made).text == "The second lamp.", "whoever forwards what was forwarded does no harm"


@pytest.mark.parametrize(
    "link",
    [
        f"https://{HOST}/my/secret-of-ada",
        f"http://{HOST.upper()}/my/secret-of-ada/outcome",
        f"{HOST}/my/secret-of-ada",
        f"(https://{HOST}/my/secret-of-ada).",
        "https://eur03.safelinks.example/?url=https%3A%2F%2Fnabo.kluuvi.example%3A8443%2Fmy%2Fsecret-of-ada&data=x",
    ],
)
@pytest.mark.parametrize("words", ["The second lamp.", "He is beating me.\n--\n"])
def test_the_link_to_their_page_is_left_out_of_whatever_they_wrote(words: str, link: str) -> None:
    found = read(mail(f"{link} {words}\n\nSee <{link}> or https://elsewhere.example/my/x"))
    for text in (found.text, found.unquoted):
        assert "secret-of-ada" not in text.lower()
        assert text.startswith(f"{LEFT_OUT} {words.splitlines()[0]}")
    assert found.unquoted.endswith("https://elsewhere.example/my/x")


def test_html_that_never_ends_leaves_out_what_it_began_to_leave_out() -> None:
    assert words_of_html("Mine<blockquote type=cite>theirs") == "Mine"
