"""What notify.yaml says: who writes to people, how often, and in which words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from marshmallow import ValidationError, fields, validate

from shared.contacts import is_region
from shared.pack.common import CommonPack
from shared.pack.fields import PhoneField
from shared.pack.sign_words import SignPhrases
from shared.pack.values import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who mail comes from, and where answers go."""

    name: Texts
    address: Annotated[str, fields.Email]
    reply_to: Annotated[str, fields.Email] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyCaps:
    """How many messages one contact gets a day."""

    unverified: int = field(metadata={"validate": validate.Range(min=1)})
    verified: int = field(metadata={"validate": validate.Range(min=1)})


CHANNELS = ("email", "sms")


def _decides(policies: Mapping[str, str]) -> None:
    """Take `leave` or `resend` for each channel named.

    Raises: ValidationError naming what is neither.
    """
    wrong = [f"{channel}: {policy}" for channel, policy in policies.items() if policy not in ("leave", "resend")]
    wrong += [f"{channel} is no channel" for channel in policies if channel not in CHANNELS]
    if wrong:
        raise ValidationError([f"{each} (leave or resend, by channel)" for each in wrong])


def _are_regions(codes: Sequence[str]) -> None:
    """Raises: ValidationError naming what is none."""
    wrong = [code for code in codes if not is_region(code)]
    if wrong:
        raise ValidationError([f"{each} is no country whose phone numbers are known (ISO 3166)" for each in wrong])


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyFile:
    """notify.yaml. overrides: `<event>/<audience>.<channel>` → the neighbourhood's own template.

    unknown: by channel, what follows when nobody can know whether a message went out: `leave` it to a person, which is
    the default, or `resend` it. text_to: to numbers of which countries (ISO 3166) we text what strangers may cause;
    without it those of the European Economic Area, or of the neighbourhood's own country elsewhere.
    """

    sender: Sender
    daily_caps: DailyCaps
    phone: Annotated[str, PhoneField]
    footer: Texts
    overrides: Mapping[str, Texts] = field(default_factory=dict)
    unknown: Mapping[str, str] = field(default_factory=dict, metadata={"validate": _decides})
    text_to: list[str] = field(default_factory=list, metadata={"validate": _are_regions})


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyPack:
    """All that notify needs of a pack. signs: for what people answer to mails."""

    name: str
    common: CommonPack
    sender: Sender
    daily_caps: DailyCaps
    phone: str
    footer: Texts
    overrides: Mapping[str, Texts]
    signs: SignPhrases
    unknown: Mapping[str, str] = field(default_factory=dict)
    text_to: Sequence[str] = ()
