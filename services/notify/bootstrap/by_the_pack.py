"""What the neighbourhood's pack decides about messages, in the shapes that the use cases take."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from services.notify.adapters.letter_languages import check_languages
from services.notify.adapters.letter_overrides import check_overrides
from services.notify.adapters.mime import Sender
from services.notify.domain.delivery import Channel, UnknownPolicy
from services.notify.settings import Settings
from shared.pack import load_for_notify
from shared.pack.notify import NotifyPack

LOCALES = Path(__file__).parents[1] / "locales"


def load_pack(settings: Settings) -> NotifyPack:
    """In languages that our letters are written in, with texts of its own that fit them. Raises: PackMistakesError."""
    pack = load_for_notify(settings.common.pack_folder)
    check_languages(settings.common.pack_folder / "categories.yaml", LOCALES, pack.common.neighbourhood.languages)
    check_overrides(settings.common.pack_folder / "notify.yaml", LOCALES, pack.overrides)
    return pack


def sender(pack: NotifyPack, language: str) -> Sender:
    return Sender(name=pack.sender.name.say(language), address=pack.sender.address, reply_to=pack.sender.reply_to)


def day_of(pack: NotifyPack, at: datetime) -> date:
    return at.astimezone(ZoneInfo(pack.common.neighbourhood.zone)).date()


def unknown_policy(pack: NotifyPack, channel: Channel) -> UnknownPolicy:
    """What the pack wants when nobody can know whether a message of this channel went out."""
    return UnknownPolicy(pack.unknown.get(channel, UnknownPolicy.LEAVE))
