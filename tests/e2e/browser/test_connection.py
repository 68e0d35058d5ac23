"""What the page does when the connection ends."""

import re

import pytest
from playwright.async_api import expect

from tests.e2e.browser.conftest import NewVisitor
from tests.e2e.browser.players import Visitor
from tests.e2e.browser.servers import GameServer

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_server_that_restarts_takes_its_players_back(ada: Visitor, server: GameServer) -> None:
    await ada.type("north")
    await expect(ada.room).to_have_text("The Tide Gate")

    await server.stop()
    await expect(ada.log).to_contain_text("The server is restarting.")
    await expect(ada.status).to_have_text(re.compile("Next try in"))
    await ada.type("say are you there?")
    await expect(ada.log).to_contain_text("nothing was sent")
    await expect(ada.command).to_have_value("say are you there?")

    await server.start()
    await expect(ada.log).to_contain_text("You are back.")
    await expect(ada.status).to_have_text("Connected")
    await ada.command.press("Enter")
    await expect(ada.log).to_contain_text("You say: are you there?")
    await expect(ada.room).to_have_text("The Tide Gate")
    ada.faults.clear()  # Chromium notes each refused connection.


async def test_a_second_log_in_takes_the_character_and_the_first_is_told(ada: Visitor, new_visitor: NewVisitor) -> None:
    second = await new_visitor()
    await second.log_in("ada")
    await second.page.get_by_role("button", name="Ada").click()
    await expect(second.status).to_have_text("Connected")

    await expect(ada.status).to_have_text("Not connected")
    await expect(ada.command).to_be_hidden()
    again = ada.page.get_by_role("button", name="Play here")
    await expect(again).to_be_focused()
    await expect(again).to_have_accessible_description(re.compile("now played in another window"))

    await again.click()
    await expect(ada.status).to_have_text("Connected")
    await expect(second.status).to_have_text("Not connected")


async def test_a_reload_goes_on_playing(ada: Visitor) -> None:
    await ada.type("north")
    await expect(ada.room).to_have_text("The Tide Gate")

    await ada.page.reload()

    await expect(ada.status).to_have_text("Connected")
    await expect(ada.room).to_have_text("The Tide Gate")
    await expect(ada.command).to_be_focused()
