"""Coming to the page: accounts, characters and what can go wrong with them."""

import pytest
from playwright.async_api import expect

from tests.e2e.browser.conftest import NewVisitor
from tests.e2e.browser.players import Visitor
from tests.e2e.browser.servers import GameServer

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_wrong_password_is_told_and_nothing_else(ada: Visitor, new_visitor: NewVisitor) -> None:
    stranger = await new_visitor()

    await stranger.log_in("ada", "not the password")

    await expect(stranger.page.get_by_role("alert")).to_have_text("The user name or the password is wrong.")
    await expect(stranger.page.get_by_label("User name")).to_be_focused()
    await expect(stranger.page.get_by_role("heading", name="Come aboard")).to_be_visible()


async def test_a_taken_user_name_is_told_and_another_works(ada: Visitor, new_visitor: NewVisitor) -> None:
    stranger = await new_visitor()

    await stranger.register("ADA")
    await expect(stranger.page.get_by_role("alert")).to_have_text("That user name is taken; choose another.")

    await stranger.page.get_by_label("User name").fill("ada2")
    await stranger.page.keyboard.press("Enter")
    await expect(stranger.page.get_by_role("heading", name="Who goes ashore?")).to_be_visible()


async def test_a_password_that_is_too_short_is_told_beside_its_field(new_visitor: NewVisitor) -> None:
    visitor = await new_visitor()

    await visitor.register("ada", "short")

    password = visitor.page.get_by_label("Password")
    await expect(password).to_be_focused()
    await expect(password).to_have_attribute("aria-invalid", "true")
    await expect(password).to_have_accessible_description("It must have at least 8 characters.")


async def test_a_taken_name_of_a_character_is_told(ada: Visitor, new_visitor: NewVisitor) -> None:
    other = await new_visitor()
    await other.register("other")

    await other.page.get_by_label("A new character's name").fill("ada")
    await other.page.keyboard.press("Enter")

    await expect(other.page.get_by_role("alert").filter(visible=True)).to_have_text(
        "That name is taken; choose another."
    )


async def test_a_token_that_is_no_longer_good_leads_to_the_log_in(ada: Visitor) -> None:
    await ada.page.evaluate("sessionStorage.setItem('ferry.token', 'of yesterday')")

    await ada.page.reload()

    alert = ada.page.get_by_role("alert").filter(visible=True)
    await expect(alert).to_have_text("Your log-in is no longer valid. Please log in again.")
    await ada.log_in("ada")
    await ada.page.get_by_role("button", name="Ada").click()
    await expect(ada.status).to_have_text("Connected")


async def test_a_server_that_cannot_be_reached_is_told(new_visitor: NewVisitor, server: GameServer) -> None:
    visitor = await new_visitor()
    await server.stop()

    await visitor.log_in("ada")

    await expect(visitor.page.get_by_role("alert")).to_have_text(
        "The server cannot be reached. Please try again in a moment."
    )
    visitor.faults.clear()  # Chromium notes the refused connection.


async def test_a_character_that_is_gone_leads_to_the_others(ada: Visitor) -> None:
    await ada.page.evaluate("sessionStorage.setItem('ferry.character', JSON.stringify({id: 'gone', name: 'Gone'}))")

    await ada.page.reload()

    alert = ada.page.get_by_role("alert").filter(visible=True)
    await expect(alert).to_have_text("This character is not there any more.")
    await expect(ada.page.get_by_role("button", name="Ada")).to_be_focused()
