"""The way of one photo: sent by program as a phone made it, made anew, and shown on its reporter's page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import chain
from pathlib import Path

import requests
from PIL import Image
from PIL.ExifTags import Base

from bench.replay.mailbox import Mailbox
from bench.wire import CREATE, address_of, report
from deploy.local.waiting import wait_until

CREATED, OK = 201, 200
SIZE = (2400, 1800)
SMALLER = 1600
CAMERA = "canary-camera"
_SECONDS = 30
_SHOWN = re.compile(r'<a href="(/my/[^"]+/photos/[^"]+)"><img src="([^"]+)"')


class NotShown(Exception):
    """A photo that was sent is not there, or is what was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where Nabo is, and where its mails are. number: of the report, as in `bench.wire`."""

    url: str
    maildir: Path
    number: int

    def is_gone(self, *, seconds: float) -> None:
        """Raises: NotShown, Trouble when something does not come in time."""
        self._add(self._told(), seconds)
        page = self._page(seconds)
        addresses = list(chain.from_iterable(_SHOWN.findall(page)))
        if len(addresses) != 2:
            raise NotShown(f"the reporter's page shows {len(addresses)} addresses of photos")
        for each in addresses:
            only_a_picture(requests.get(f"{self.url}{each}", timeout=_SECONDS))

    def _told(self) -> str:
        answer = requests.post(f"{self.url}{CREATE}", json=report(self.number), timeout=_SECONDS)
        return str(_expected(answer, CREATED)["id"])

    def _add(self, report_id: str, seconds: float) -> None:
        """A machine that does too much at once says that it cannot now."""
        sent, said = partial(_sent, f"{self.url}{CREATE}/{report_id}/photos"), list[requests.Response]()

        def is_taken() -> bool:
            said[:] = [sent()]
            return said[0].status_code == CREATED

        wait_until(is_taken, seconds=seconds, what="the photo is taken")

    def _page(self, seconds: float) -> str:
        """The reporter's own, whose address came by mail."""
        found: list[str] = []

        def came() -> bool:
            found.extend(self._links(mails))
            return bool(found)

        mails = Mailbox(self.maildir)
        wait_until(came, seconds=seconds, what="the reporter has their mail")
        return requests.get(found[0], timeout=_SECONDS).text

    def _links(self, mails: Mailbox) -> Iterator[str]:
        to = address_of(self.number)
        yield from (link for mail in mails.fresh() if mail.to == to and (link := mail.link("/my/")))


def taken_by_a_phone() -> bytes:
    """A JPEG with a note of what took it."""
    noted, into = Image.Exif(), BytesIO()
    noted[Base.Make] = CAMERA
    Image.linear_gradient("L").resize(SIZE).convert("RGB").save(into, "JPEG", exif=noted)
    return into.getvalue()


def _sent(address: str) -> requests.Response:
    return requests.post(address, files={"photo": ("p.jpg", taken_by_a_phone(), "image/jpeg")}, timeout=_SECONDS)


def _expected(answer: requests.Response, status: int) -> Mapping[str, object]:
    if answer.status_code != status:
        raise NotShown(f"{answer.request.method} was answered {answer.status_code}: {answer.text[:300]}")
    found: dict[str, object] = answer.json()
    return found


def only_a_picture(answer: requests.Response) -> None:
    """As browsers show it. Raises: NotShown."""
    if answer.status_code != OK or answer.headers["Content-Type"] != "image/jpeg":
        raise NotShown(f"the photo's address was answered {answer.status_code}, {answer.headers['Content-Type']}")
    if CAMERA.encode() in answer.content:
        raise NotShown("the photo still says what took it")
    with Image.open(BytesIO(answer.content)) as picture:
        if picture.format != "JPEG" or max(picture.size) > SMALLER or picture.getexif():
            raise NotShown(f"the photo is a {picture.format} of {picture.size} with notes in it")
