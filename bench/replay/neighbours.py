"""What neighbours do when they are asked."""

import random
from threading import Lock

from bench.replay.mailbox import Mail
from bench.replay.page import Page
from bench.replay.people import OK, SignedInPerson, World, with_a_mailed_link
from bench.replay.plan import Answer, Course, answer_of, course_of

CONFLICT = 409


class Neighbours:
    """All helpers, by the address at which they are asked."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._people: dict[str, SignedInPerson] = {}
        self._lock = Lock()

    def read(self, mail: Mail) -> None:
        """Answer an invitation, or do the task that was given."""
        invitation, task = mail.link("/help/asked/"), mail.link("/help/tasks/")
        if invitation:
            self._answer(mail, invitation)
        elif task and "/help/tasks/" in task:
            self._work(mail, task)

    def _answer(self, mail: Mail, link: str) -> None:
        dice = self._world.dice("answer", mail.message_id)
        match answer_of(dice):
            case Answer.YES:
                self._press(link, "/accept", "accepted")
            case Answer.NO:
                self._press(link, "/decline", "declined")
            case Answer.SILENCE:
                self._world.tally.add("neighbour_silent")

    def _press(self, link: str, ending: str, what: str) -> None:
        browser, page = with_a_mailed_link(self._world, link)
        if page.status != OK or not any(form.action.endswith(ending) for form in page.forms):
            self._world.tally.add("neighbour_too_late")
            return
        answer = browser.submit(page, page.form(ending))
        late = answer.status == CONFLICT
        self._world.tally.add("neighbour_lost_the_race" if late else f"neighbour_{what}_{answer.status}")

    def _work(self, mail: Mail, link: str) -> None:
        with self._lock:
            person = self._people.setdefault(mail.to, SignedInPerson(self._world, mail.to))
        path = link.split("/", 3)[3].split("?", 1)[0]
        dice = self._world.dice("course", mail.message_id)
        person.alone(lambda: self._do(person, f"/{path}", dice))

    def _do(self, person: SignedInPerson, path: str, dice: random.Random) -> None:
        page = person.open(path)
        if page.status != OK or not page.forms:
            self._world.tally.add(f"task_gone_{page.status}")
            return
        match course_of(dice):
            case Course.HANDED_BACK:
                self._end(person, page, "/hand-back", "handed_back")
            case Course.UNSAFE:
                self._end(person, page, "/unsafe", "unsafe")
            case Course.DONE:
                person.press(page, "/on-way")
                self._end(person, person.open(path), "/done", "done")

    def _end(self, person: SignedInPerson, page: Page, ending: str, what: str) -> None:
        answer = person.press(page, ending)
        self._world.tally.add(f"task_{what}_{answer.status}")
