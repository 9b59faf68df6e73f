"""What two services say to the same person, each in its own code since they are strangers, is the same."""

from services.intake.domain import draft, photos
from services.notify.domain import mail_reply
from services.notify.handlers import taking_pictures


def test_a_mail_brings_as_many_photos_as_a_page() -> None:
    assert taking_pictures.MOST_AT_ONCE == photos.MOST_AT_ONCE
    assert taking_pictures.MOST_IN_ALL == photos.MOST_IN_ALL


def test_an_answer_by_mail_is_as_long_as_one_on_a_page() -> None:
    assert mail_reply.LONGEST_REPLY == draft.LONGEST_TEXT
