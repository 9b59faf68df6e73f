"""Rule R4 in a browser without scripts: for whom it is stands on the form where a neighbour may come to a home."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.pressing import press
from tests.integration.intake.office import Office

NewPage = Callable[..., Page]


def test_R4_without_scripts_for_whom_it_is_is_asked_where_it_matters_and_nowhere_else(
    site: str, office: Office, new_page: NewPage
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/report")
    asked = page.get_by_role("group", name="Is it for you?")
    page.get_by_label("Yes, a neighbour may help").check()
    page.get_by_label("Street lamp", exact=True).check(force=True)
    expect(asked).to_have_count(0)
    page.get_by_label("Snow", exact=True).check(force=True)
    expect(asked).to_be_visible()
    page.get_by_label("No, professionals only").check()
    expect(asked).to_have_count(0)
    page.get_by_label("Yes, a neighbour may help").check()
    page.get_by_label("It is for me").check()
    page.get_by_label("What is wrong, or what do you need?").fill("The path is covered.")
    page.get_by_label("Where is it?").fill("Nygade 1")
    press(page.get_by_role("button", name="Send it"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have it.")
    assert office.documents()[0]["state"]["consent"]["for_whom"] == "me"
