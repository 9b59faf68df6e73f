"""What somebody wrote themselves is found among what their mail program adds, in English and Danish."""

import pytest

from services.notify.domain.own_words import all_but_quotes, own_words, without_links_to

OURS = ("@replies.nabo.test", "nabo@kluuvi.example")
OWN = "It is the second lamp, by the bench.\n\nIt has been dark since Monday."
EGEN = "Det er den anden lampe, ved bænken.\n\nDen har været slukket siden mandag."
MAIL = "Street lamp: the lighting team has it.\n\nWe look at it before Friday.\n\n--\nYou get this because you told us."
QUOTED = "\n".join(f"> {line}".rstrip() for line in MAIL.splitlines())
ADDRESS = "reply+abc@replies.nabo.test"

ABOVE = {
    "gmail en": f"On Thu, May 7, 2026 at 10:12 AM Nabo Kluuvi <nabo@kluuvi.example> wrote:\n\n{QUOTED}",
    "gmail en wrapped": f"On Thu, May 7, 2026 at 10:12 AM Nabo Kluuvi <\nnabo@kluuvi.example> wrote:\n\n{QUOTED}",
    "gmail da": f"Den tors. 7. maj 2026 kl. 10.12 skrev Nabo Kluuvi <nabo@kluuvi.example>:\n\n{QUOTED}",
    "gmail da wrapped": f"Den tors. 7. maj 2026 kl. 10.12 skrev Nabo Kluuvi <\n{ADDRESS}>:\n\n{QUOTED}",
    "apple en": f"> On 7 May 2026, at 10:12, Nabo Kluuvi <nabo@kluuvi.example> wrote:\n>\n{QUOTED}",
    "apple en bare": f"On 7 May 2026, at 10.12, Nabo Kluuvi <nabo@kluuvi.example> wrote:\n\n{MAIL}",
    "apple da": f"Den 7. maj 2026 kl. 10.12 skrev Nabo Kluuvi <nabo@kluuvi.example>:\n\n{QUOTED}",
    "thunderbird en": f"On 07/05/2026 10:12, Nabo Kluuvi wrote:\n{QUOTED}",
    "thunderbird da": f"Den 07.05.2026 kl. 10.12 skrev Nabo Kluuvi:\n{QUOTED}",
    "outlook en": f"From: Nabo Kluuvi <{ADDRESS}>\nSent: Thursday, 7 May 2026 10:12\nTo: Ada\nSubject: Lamp\n\n{MAIL}",
    "outlook en ruled": f"{'_' * 32}\nFrom: Nabo Kluuvi\nSent: 7 May 2026\nTo: Ada\nSubject: Lamp\n\n{MAIL}",
    "outlook en old": f"-----Original Message-----\nFrom: Nabo\nSent: today\n\n{MAIL}",
    "outlook da": f"Fra: Nabo Kluuvi <{ADDRESS}>\nSendt: 7. maj 2026 10:12\nTil: Ada\nEmne: Lampe\n\n{MAIL}",
    "outlook da ruled": f"{'_' * 80}\nFra: Nabo Kluuvi\nSendt: 7. maj 2026\nTil: Ada\nEmne: Lampe\n\n{MAIL}",
    "outlook da old": f"-----Oprindelig meddelelse-----\nFra: Nabo\nSendt: i dag\n\n{MAIL}",
    "outlook bold": f"*From:* Nabo Kluuvi\n*Sent:* 7 May 2026\n*To:* Ada\n*Subject:* Lamp\n\n{MAIL}",
    "another language": f"Nabo Kluuvi <nabo@kluuvi.example> kirjoitti 7.5.2026 kello 10.12:\n\n{QUOTED}",
    "thunderbird de": f"nabo@kluuvi.example schrieb am 07.05.26 um 10:12:\n\n{MAIL}",
    "outlook fi": f"Lähettäjä: Nabo Kluuvi <{ADDRESS}>\nLähetetty: 7.5.2026\nVastaanottaja: Ada\nAihe: Valo\n\n{MAIL}",
    "outlook de": f"Von: Nabo Kluuvi <{ADDRESS}>\nGesendet: 7. Mai 2026\nAn: Ada\nBetreff: Licht\n\n{MAIL}",
    "outlook sv": f"*Från:* Nabo <{ADDRESS}>\n*Skickat:* den 7 maj\n*Till:* Ada\n*Ämne:* Lampa\n\n{MAIL}",
    "outlook zh": f"发件人\uff1aNabo <{ADDRESS}>\n发送时间\uff1a2026\n收件人\uff1aAda\n主题\uff1aLamp\n\n{MAIL}",
    "nothing quoted": "",
    "all marked": QUOTED,
    "signature": "-- \nAda Lovelace\nNygade 1\n+45 20 12 34 56",
    "signature without a space": "--\nAda",
    "phone en": "Sent from my iPhone",
    "phone da": "Sendt fra min iPhone",
    "phone above": f"Sent from my iPhone\n\nOn 7 May 2026, at 10:12, Nabo <nabo@kluuvi.example> wrote:\n\n{QUOTED}",
    "outlook phone en": "Get Outlook for iOS<https://aka.example/o0ukef>",
    "outlook phone da": "Hent Outlook til Android",
}


@pytest.mark.parametrize("own", [OWN, EGEN])
@pytest.mark.parametrize("client", ABOVE)
def test_written_above_what_is_quoted(client: str, own: str) -> None:
    assert own_words(f"{own}\n\n{ABOVE[client]}\n", OURS) == own
    assert own_words(f"{own}\r\n\r\n{ABOVE[client]}\r\n".replace("\n", "\r\n"), OURS) == own


@pytest.mark.parametrize(
    "client", ["gmail en", "gmail da wrapped", "apple en", "apple da", "thunderbird en", "all marked"]
)
def test_written_below_what_is_quoted(client: str) -> None:
    assert own_words(f"{ABOVE[client]}\n\n{OWN}\n\n-- \nAda", OURS) == OWN


def test_written_between_what_is_quoted() -> None:
    between = "On 07/05/2026 10:12, Nabo wrote:\n> Which lamp is it?\nThe second.\n> Since when?\nMonday."
    assert own_words(between, OURS) == "The second.\nMonday."


@pytest.mark.parametrize(
    "said",
    [
        "On 5 May you wrote:\nthe lamp is fixed. It is not.",
        "Den dag skrev I: det er ordnet. Det er det ikke.",
        "From: the corner\nuntil the bridge it is dark.",
        "Til: dem der læser det her",
        "Three things:\n- the lamp\n- the bench\n-- both by the bridge",
        "He wrote <nothing> at all:",
        "I wrote to you on 5.5.2026 at 10:15 about this",
        f"Sent from my mother, who cannot write mails, {'very ' * 20}often.",
    ],
)
def test_what_only_looks_like_a_quote_stays(said: str) -> None:
    assert own_words(said, OURS) == said


DANGERS = (
    "On 5.5.2026 at 10:30 he wrote:\nI will kill you tonight. Please come, he is at my door.",
    "He is back. On 4.5. at 22.15 he wrote me:\n\nI have a knife and I come to kill you",
    "Den 5.5.2026 kl. 10:30 skrev han:\n\nJeg slår dig ihjel",
    "On 5.5.2026 at 10:30 Bo <bo@elsewhere.example> wrote:\n\nI will kill you",
)


@pytest.mark.parametrize("said", DANGERS)
def test_R1_what_they_tell_that_somebody_wrote_is_theirs_unless_it_is_marked_or_ours(said: str) -> None:
    assert own_words(said, OURS) == all_but_quotes(said, OURS) == said
    assert own_words(f"{said}\n\n{ABOVE['gmail en']}", OURS) == said


BELOW = (
    "Hello,\n--\nhe is beating the child, please come",
    "Hello,\n-----Original Message-----\nI will kill you",
    "Hello,\nFrom: Bo\nSent: today\nTo: Ada\n\nI will kill you",
)


@pytest.mark.parametrize("said", BELOW)
@pytest.mark.parametrize(
    "client", ["gmail en", "gmail da wrapped", "outlook en", "outlook fi", "outlook de", "apple en bare"]
)
def test_R1_what_may_be_theirs_ends_only_where_a_mail_of_ours_begins(said: str, client: str) -> None:
    assert own_words(said, OURS) == "Hello,"
    assert all_but_quotes(f"{said}\n\n{ABOVE[client]}", OURS) == said


@pytest.mark.parametrize(
    "said",
    [
        "Write to nabo@kluuvi.example, they said: the lamp is fixed.\nIt is not.",
        "Street: Nygade\nLamp: the second\nI also wrote to nabo@kluuvi.example on Monday",
        "Mail: nabo@kluuvi.example\nNobody answers there.",
        "I wrote to nabo@kluuvi.example and nobody came:\nhe is beating the child.",
        "I wrote to reply+2a3b4c5d6e@replies.nabo.test:\nhe is beating the child.",
    ],
)
def test_an_address_of_ours_among_their_words_ends_nothing(said: str) -> None:
    assert own_words(said, OURS) == all_but_quotes(said, OURS) == said


@pytest.mark.parametrize(
    "text", ["", " \n\t\n", QUOTED, ABOVE["gmail en"], ABOVE["outlook da"], "-- \nAda", "\u200b\ufeff"]
)
def test_where_nobody_wrote_anything_there_are_no_words(text: str) -> None:
    assert own_words(text, OURS) == ""


def test_signs_that_nobody_reads_are_dropped_as_forms_would_refuse_them() -> None:
    assert own_words("a\x00b\x1b[31mc\ud800\x85d\u2028e\u00a0f\u200bg\x0bh", OURS) == "ab[31mc\nd\ne fg\nh"


def test_many_empty_lines_become_one() -> None:
    assert own_words("a\n\n\n\n\nb  \n", OURS) == "a\n\nb"


@pytest.mark.parametrize(
    "piece",
    [
        "wrote skrev 1 ",
        "On 1 wrote ",
        "<@ skrev 1\n",
        "From: x\n",
        "-" * 79 + "\n",
        "> \n",
        "Sent from my ",
        "\n",
        ":",
        "A: @replies.nabo.test\n",
        "http://",
    ],
)
@pytest.mark.timeout(60)
def test_no_mail_keeps_a_processor_busy(piece: str) -> None:
    mail = piece * (200_000 // len(piece))
    own_words(mail, OURS)
    all_but_quotes(mail, OURS)
    without_links_to("nabo.example", mail)
