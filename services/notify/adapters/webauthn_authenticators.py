"""Passkeys as browsers and devices speak of them: WebAuthn."""

import json
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from services.notify.domain.passkeys import Credential
from services.notify.ports.sign_in import Owner
from shared.errors import Refused

LOOPBACK = "127.0.0.1"
_NO = "passkey_does_not_fit"
_UNREADABLE = (WebAuthnException, ValueError, KeyError, TypeError)


def home_of(public_url: str) -> tuple[str, str]:
    """The name and the origin of the site that passkeys are bound to. No number has passkeys, `localhost` does."""
    parts = urlsplit(public_url)
    host = "localhost" if parts.hostname == LOOPBACK else parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return host, f"{parts.scheme}://{host}{port}"


class WebauthnAuthenticators:
    """Behind `ports.sign_in.Authenticators`. public_url: where people see this site. name: what it is called there."""

    def __init__(self, public_url: str, name: str) -> None:
        self._host, self._origin = home_of(public_url)
        self._name = name

    def to_add(self, owner: Owner) -> tuple[str, Mapping[str, object]]:
        options = generate_registration_options(
            rp_id=self._host,
            rp_name=self._name,
            user_id=owner.person_id.encode(),
            user_name=owner.name,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.id)) for each in owner.held],
        )
        return bytes_to_base64url(options.challenge), _plain(options_to_json(options))

    def to_enter(self) -> tuple[str, Mapping[str, object]]:
        options = generate_authentication_options(
            rp_id=self._host, user_verification=UserVerificationRequirement.REQUIRED
        )
        return bytes_to_base64url(options.challenge), _plain(options_to_json(options))

    def added(self, answer: str, challenge: str) -> Credential:
        try:
            found = verify_registration_response(
                credential=answer,
                expected_challenge=base64url_to_bytes(challenge),
                expected_rp_id=self._host,
                expected_origin=self._origin,
                require_user_verification=True,
            )
        except _UNREADABLE as wrong:
            raise Refused(_NO) from wrong
        return Credential(
            id=bytes_to_base64url(found.credential_id),
            public_key=bytes_to_base64url(found.credential_public_key),
            sign_count=found.sign_count,
        )

    def named(self, answer: str) -> str:
        try:
            return bytes_to_base64url(parse_authentication_credential_json(answer).raw_id)
        except _UNREADABLE as wrong:
            raise Refused(_NO) from wrong

    def used(self, answer: str, challenge: str, credential: Credential) -> int:
        """Whether the counter went on is for the domain to say."""
        try:
            found = verify_authentication_response(
                credential=answer,
                expected_challenge=base64url_to_bytes(challenge),
                expected_rp_id=self._host,
                expected_origin=self._origin,
                credential_public_key=base64url_to_bytes(credential.public_key),
                credential_current_sign_count=0,
                require_user_verification=True,
            )
        except _UNREADABLE as wrong:
            raise Refused(_NO) from wrong
        return found.new_sign_count


def _plain(options: str) -> Mapping[str, Any]:
    return cast("dict[str, Any]", json.loads(options))
