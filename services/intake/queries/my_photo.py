"""One photo of a report, for whoever has its personal page."""

from services.intake.domain.photos import Size
from services.intake.domain.secret import hashed
from services.intake.ports import Reports
from services.intake.ports.photo_store import PhotoStore
from shared.errors import NotFound


def my_photo(secret: str, photo_id: str, size: Size, *, reports: Reports, photos: PhotoStore) -> bytes:
    """A JPEG. Raises: NotFound, also once it was taken back."""
    found = reports.with_secret(hashed(secret))
    if found.state.withdrawn or photo_id not in found.state.photos:
        raise NotFound(photo_id)
    return photos.get(found.id, photo_id, size)
