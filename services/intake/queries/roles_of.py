"""What may this person do now?"""

from datetime import datetime

from services.intake.ports import People


def roles_of(person_id: str, *, people: People, now: datetime) -> frozenset[str]:
    """Roles that were granted and have not run out."""
    grants = people.roles(person_id)
    return frozenset(grant.role.value for grant in grants if grant.expires_at is None or grant.expires_at > now)
