"""Who sends a report, as far as there is a limit to how many a minute: a program with a key, or anybody by address."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

HOUSEHOLD_BITS = 64
"""Of an address of IPv6: whoever has one has as many as they like that begin alike."""

_OF_IPV4 = IPv6Network("64:ff9b::/96")
"""Through which a network without IPv4 passes all of it on, each address at the end of one of these (RFC 6052)."""


class BeyondLimit(Exception):
    """More requests than this sender may send in a minute."""

    def __init__(self, after_seconds: float) -> None:
        super().__init__(after_seconds)
        self.after_seconds = after_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """key_id: None without a key. after_seconds: until there is room again, where there is none now."""

    key_id: str | None = None
    after_seconds: float | None = None

    @property
    def has_room(self) -> bool:
        return self.after_seconds is None

    def require_room(self) -> None:
        """Raises: BeyondLimit."""
        if self.after_seconds is not None:
            raise BeyondLimit(self.after_seconds)


def household_of(address: str) -> str:
    """What is counted as one: an address of the network, of IPv6 what it shares with its neighbours at home.

    What is no address is counted as it is.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(_ipv4_in(found) or IPv6Network((found, HOUSEHOLD_BITS), strict=False))


def _ipv4_in(found: IPv6Address) -> IPv4Address | None:
    return IPv4Address(found.packed[-4:]) if found in _OF_IPV4 else found.ipv4_mapped
