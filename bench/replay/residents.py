"""What reporters do with the mails they get."""

from bench.replay.mailbox import Mail
from bench.replay.people import OK, World, with_a_mailed_link
from bench.replay.plan import Change, Planned, Verdict


class Residents:
    """All reporters who left an address. Each is known by it alone."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._planned: dict[str, Planned] = {}
        self._disputed: set[str] = set()
        self._changed: set[str] = set()

    def expect(self, planned: Planned) -> None:
        """This report was sent; its reporter will now read their mail."""
        if planned.email:
            self._planned[planned.email] = planned

    def read(self, mail: Mail) -> None:
        """Do what the plan says to a mail with a link to the personal page."""
        planned = self._planned.get(mail.to)
        if planned is None:
            return
        outcome = mail.link("/outcome")
        personal = mail.link("/my/")
        if outcome and mail.to not in self._changed:
            self._judge(planned, mail.to, outcome)
        elif personal and planned.change is not Change.NONE and mail.to not in self._changed:
            self._change(planned, personal)
            self._changed.add(mail.to)

    def _judge(self, planned: Planned, address: str, link: str) -> None:
        match planned.verdict:
            case Verdict.SILENT:
                self._world.tally.add("resident_silent")
            case Verdict.NOT_FIXED_THEN_FIXED if address not in self._disputed:
                self._press(link, "/outcome", "disputed", answer="not_fixed")
                self._disputed.add(address)
            case _:
                self._press(link, "/outcome", "confirmed", answer="fixed")

    def _change(self, planned: Planned, link: str) -> None:
        if planned.change is Change.WITHDRAWS:
            self._press(f"{link}/withdraw", "/withdraw", "withdrew")
        else:
            self._press(link, "/no-longer-needed", "no_longer_needed")

    def _press(self, link: str, ending: str, what: str, **values: str) -> None:
        browser, page = with_a_mailed_link(self._world, link)
        answer = browser.submit(page, page.form(ending), values) if page.status == OK else page
        self._world.tally.add(f"resident_{what}" if answer.status == OK else f"resident_{what}_{answer.status}")
