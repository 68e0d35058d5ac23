"""Playing in the browser."""

import pytest
from playwright.async_api import expect

from tests.e2e.browser.conftest import NewVisitor
from tests.e2e.browser.players import PASSWORD, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")

MARKUP = "<img src=x onerror=alert(1)> <b>bold</b> &amp; <script>alert(2)</script>"


async def test_the_keyboard_alone_registers_and_plays(new_visitor: NewVisitor) -> None:
    visitor = await new_visitor()
    keyboard = visitor.page.keyboard

    # From the user name, where the focus is: password, log in, and the way to a new account.
    for key in ("Tab", "Tab", "Tab", "Enter"):
        await keyboard.press(key)
    await keyboard.type("ada")
    await keyboard.press("Tab")
    await keyboard.type(PASSWORD)
    await keyboard.press("Enter")
    await expect(visitor.page.get_by_label("A new character's name")).to_be_focused()
    await keyboard.type("Ada")
    await keyboard.press("Enter")
    await expect(visitor.room).to_have_text("The Ferry Landing")
    await keyboard.type("north")
    await keyboard.press("Enter")
    await expect(visitor.room).to_have_text("The Tide Gate")

    # Back from the command over the story to the last exit.
    for key in ("Shift+Tab", "Shift+Tab"):
        await keyboard.press(key)
    await expect(visitor.page.get_by_role("button", name="south", exact=True)).to_be_focused()
    await keyboard.press("Enter")
    await expect(visitor.room).to_have_text("The Ferry Landing")
    await expect(visitor.command).to_be_focused()


async def test_the_room_is_told_with_its_exits_and_a_click_takes_one(ada: Visitor) -> None:
    exits = ada.page.get_by_role("navigation", name="Exits").get_by_role("button")
    await expect(exits).to_have_text(["north", "east", "south", "west"])
    await expect(ada.log).to_contain_text("Tarred planks run down into the brown water")

    await exits.get_by_text("south").click()

    await expect(ada.room).to_have_text("The Chain Ferry, Town Side")
    await expect(ada.log).to_contain_text("south")


async def test_arrow_up_brings_back_what_was_typed_and_arrow_down_what_was_begun(ada: Visitor) -> None:
    await ada.type("say one")
    await ada.type("say two")
    await ada.command.fill("say thr")

    shown = []
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown"):
        await ada.command.press(key)
        shown.append(await ada.command.input_value())

    assert shown == ["say two", "say one", "say one", "say two", "say thr"]


async def test_two_people_meet_talk_and_part(ada: Visitor, ben: Visitor) -> None:
    await expect(ben.people).to_have_text("Ada")
    await expect(ada.people).to_have_text("Ben")

    await ada.type("say good evening")
    await expect(ada.log).to_contain_text("You say: good evening")
    await expect(ben.log).to_contain_text("Ada says: good evening")

    await ben.type("north")
    await expect(ada.log).to_contain_text("Ben leaves to the north.")
    await expect(ada.people).to_have_text("Nobody")
    await expect(ben.people).to_have_text("Nobody")


async def test_markup_that_somebody_says_is_shown_as_text(ada: Visitor, ben: Visitor) -> None:
    await ada.type(f"say {MARKUP}")

    await expect(ben.log.get_by_text(f"Ada says: {MARKUP}", exact=True)).to_be_visible()
    await expect(ada.log.get_by_text(f"You say: {MARKUP}", exact=True)).to_be_visible()
    for visitor in (ada, ben):
        await expect(visitor.log.locator("img, b, script")).to_have_count(0)


async def test_an_unknown_command_is_told(ada: Visitor) -> None:
    await ada.type("dnace")

    await expect(ada.log).to_contain_text('There is no command "dnace"')


async def test_who_reads_back_is_not_torn_to_the_end_but_told_of_newer_lines(ada: Visitor) -> None:
    for number in range(40):
        await ada.type(f"say line {number}")
    await expect(ada.log).to_contain_text("You say: line 39")
    newer = ada.page.get_by_role("button", name="Newer lines below")
    await expect(newer).to_be_hidden()

    await ada.log.evaluate("log => { log.scrollTop = 0; }")
    await ada.type("say unseen")

    await expect(newer).to_be_visible()
    await expect(ada.log.get_by_text("You say: unseen")).not_to_be_in_viewport()
    await newer.click()
    await expect(ada.log.get_by_text("You say: unseen")).to_be_in_viewport()
    await expect(newer).to_be_hidden()


async def test_a_narrow_phone_needs_no_sideways_scrolling(ada: Visitor) -> None:
    await ada.page.set_viewport_size({"width": 320, "height": 568})
    await ada.type(f"say {'a' * 400}")

    await expect(ada.log).to_contain_text("You say: aaa")
    assert await ada.page.evaluate("document.documentElement.scrollWidth") <= 320
    await expect(ada.command).to_be_in_viewport()
    await expect(ada.page.get_by_role("button", name="west", exact=True)).to_be_in_viewport()


async def test_leaving_by_command_keeps_the_place(ada: Visitor) -> None:
    await ada.type("north")
    await expect(ada.room).to_have_text("The Tide Gate")

    await ada.type("quit")
    await expect(ada.page.get_by_text("You have left the world.")).to_be_visible()
    await ada.page.get_by_role("button", name="Play here").click()

    await expect(ada.status).to_have_text("Connected")
    await expect(ada.room).to_have_text("The Tide Gate")
