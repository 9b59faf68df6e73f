"""Hears who stands behind which contact, which sign-ins are over, and who is to be forgotten."""

from collections.abc import Mapping

from services.triage.bootstrap import Triage
from services.triage.handlers.hear_erasure import HearErasure
from services.triage.handlers.project_contacts import ProjectContacts
from services.triage.handlers.project_session_revoked import ProjectSessionRevoked
from shared.erasure import of_person
from shared.events.event import Received
from shared.events.notify import ContactAdded, ContactRemoved, ContactVerified, PersonErased, PersonRegistered
from shared.events.notify_sign_ins import SessionRevoked
from shared.ids import PersonId
from shared.kafka.handling import Handle

_PEOPLE: frozenset[type] = frozenset({PersonRegistered, ContactAdded, ContactVerified, ContactRemoved})
HANDLED: frozenset[type] = _PEOPLE | {PersonErased, SessionRevoked}
IGNORED: frozenset[type] = frozenset()


def handlers(triage: Triage) -> Mapping[type, Handle]:
    def knows(event: Received) -> None:
        """Verified or not: what protects counts both (rule R9)."""
        known = (*event.state.contact_ids, *event.state.unverified_contact_ids)
        triage.project_contacts(
            ProjectContacts(
                person_id=PersonId(event.subject),
                version=event.state_version,
                contact_ids=known,
                verified=tuple(event.state.contact_ids),
                opens_from=event.state.opens_from,
            )
        )

    def revokes(event: Received) -> None:
        happened = event.happened
        triage.project_session_revoked(
            ProjectSessionRevoked(
                session_id=happened.session_id, person_id=PersonId(happened.person_id), at=event.recorded.at
            )
        )

    def forgets(event: Received) -> None:
        erased = of_person(event.subject, event.happened.contact_ids, event.recorded.at)
        triage.hear_erasure(HearErasure(erasures=erased))

    return {**dict.fromkeys(_PEOPLE, knows), PersonErased: forgets, SessionRevoked: revokes}
