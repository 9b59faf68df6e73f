"""A device with passkeys, in software: it answers as browsers do, and can be told to answer wrongly."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, WITH_CREDENTIAL = 0x01, 0x04, 0x40
_AAGUID = bytes(16)


def coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass(slots=True)
class Device:
    """origin: of the page that asks. verifies: it looks who its owner is. counts: it counts its uses."""

    origin: str = "http://localhost"
    rp_id: str = ""
    verifies: bool = True
    counts: bool = True
    count: int = 0
    keys: dict[str, ec.EllipticCurvePrivateKey] = field(default_factory=dict)

    def create(self, asked: Mapping[str, Any]) -> str:
        """A new passkey, as JSON."""
        raw, key = token_bytes(32), ec.generate_private_key(ec.SECP256R1())
        self.keys[coded(raw)] = key
        attested = _AAGUID + len(raw).to_bytes(2, "big") + raw + _cose(key)
        data = self._data(asked["rp"]["id"], WITH_CREDENTIAL) + attested
        response = {
            "clientDataJSON": coded(self._client("webauthn.create", asked["challenge"])),
            "attestationObject": coded(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})),
        }
        return _written(coded(raw), response)

    def get(self, asked: Mapping[str, Any], credential: str = "") -> str:
        """A signature by one of its passkeys, the newest one."""
        name = credential or list(self.keys)[-1]
        client, data = self._client("webauthn.get", asked["challenge"]), self._data(asked["rpId"])
        signature = self.keys[name].sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {"clientDataJSON": coded(client), "authenticatorData": coded(data), "signature": coded(signature)}
        return _written(name, response)

    def _data(self, rp_id: str, flags: int = 0) -> bytes:
        self.count += 1 if self.counts else 0
        seen = PRESENT | (VERIFIED if self.verifies else 0) | flags
        return hashlib.sha256((self.rp_id or rp_id).encode()).digest() + bytes([seen]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()


def _cose(key: ec.EllipticCurvePrivateKey) -> bytes:
    numbers = key.public_key().public_numbers()
    return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})


def _written(credential: str, response: Mapping[str, str]) -> str:
    return json.dumps({"id": credential, "rawId": credential, "type": "public-key", "response": dict(response)})
