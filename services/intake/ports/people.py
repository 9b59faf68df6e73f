"""What others tell of people."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from shared.events.triage_people import Grant


class People(Protocol):
    """What triage and notify told of people. `version` is the subject's; what is not newer changes nothing."""

    def keep_roles(self, person_id: str, grants: Sequence[Grant], *, version: int) -> None: ...

    def roles(self, person_id: str) -> Sequence[Grant]: ...

    def keep_name(self, person_id: str, first_name: str, *, version: int) -> None: ...

    def names(self, person_ids: Sequence[str]) -> Mapping[str, str]:
        """First names of helpers, as far as they are known."""

    def keep_contacts(
        self, person_id: str, contact_ids: Sequence[str], *, opens_from: Mapping[str, datetime], version: int
    ) -> None:
        """Those that are known to be theirs. opens_from: as in `PersonState`."""

    def contacts(self, person_id: str) -> Sequence[str]: ...

    def opens_from(self, person_id: str) -> Mapping[str, datetime]:
        """By contact_id, where not all that came with it is theirs to see."""

    def revoke_session(self, session_id: str, at: datetime) -> None: ...

    def is_revoked(self, session_id: str) -> bool: ...
