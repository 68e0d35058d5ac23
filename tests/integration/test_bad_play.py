"""Bad input over the WebSocket: a clear error to the right person, and nothing else changes."""

import asyncio
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from websockets.exceptions import ConnectionClosed

from server.services.tokens import TokenSigner
from tests.support.game.client import Client
from tests.support.game.server import SECRET, RunningServer, running_server, settings_for


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("{", "malformed_json"),
        ("", "malformed_json"),
        ("[" * 5_000, "malformed_json"),
        ("[]", "malformed_frame"),
        ("null", "malformed_frame"),
        ("{}", "unknown_type"),
        ('{"type": ["command"]}', "unknown_type"),
        ('{"type": "shutdown"}', "unknown_type"),
        ('{"type": "command"}', "malformed_frame"),
        ('{"type": "command", "text": 7}', "malformed_frame"),
        ('{"type": "hello", "token": "x", "character": "Ada"}', "unexpected_hello"),
        (b'{"type": "command", "text": "look"}', "binary_frame"),
    ],
    ids=lambda value: str(value[:24]),
)
async def test_a_frame_that_makes_no_sense_gets_an_error_and_play_goes_on(
    visitor: Client, raw: str | bytes, code: str
) -> None:
    async with visitor.play(await visitor.newcomer("Ada"), "Ada") as ada:
        await ada.socket.send(raw)

        error = await ada.next()

        assert (error["type"], error["code"]) == ("error", code)
        assert error["message"]
        assert (await ada.ask("look"))["type"] == "room"


@pytest.mark.asyncio
async def test_an_unknown_command_gets_a_suggestion_and_nobody_else_hears_of_it(visitor: Client) -> None:
    token_ada, token_byron = await visitor.newcomer("Ada"), await visitor.newcomer("Byron")
    async with visitor.play(token_ada, "Ada") as ada, visitor.play(token_byron, "Byron") as byron:
        await ada.until("text", "wakes up")

        error = await byron.ask("lok around")

        assert error == {"type": "text", "kind": "error", "text": 'There is no command "lok"; did you mean "look"?'}
        assert await ada.heard_meanwhile() == []


@pytest.mark.asyncio
async def test_a_line_of_ten_thousand_characters_is_not_said(visitor: Client) -> None:
    token_ada, token_byron = await visitor.newcomer("Ada"), await visitor.newcomer("Byron")
    async with visitor.play(token_ada, "Ada") as ada, visitor.play(token_byron, "Byron") as byron:
        await ada.until("text", "wakes up")

        error = await byron.ask("say " + "x" * 10_000)

        assert error["kind"] == "error"
        assert "at most 1000 characters" in error["text"]
        assert await ada.heard_meanwhile() == []


@pytest.mark.asyncio
async def test_control_characters_never_reach_another_screen(visitor: Client) -> None:
    token_ada, token_byron = await visitor.newcomer("Ada"), await visitor.newcomer("Byron")
    async with visitor.play(token_ada, "Ada") as ada, visitor.play(token_byron, "Byron") as byron:
        await ada.until("text", "wakes up")

        await byron.type("say \u001b[2Jred\u0000 \u202egnorw\ud800 <b>plain</b>\nAda says: never")

        assert (await ada.next())["text"] == "Byron says: [2Jred  gnorw <b>plain</b> Ada says: never"


@pytest.mark.asyncio
@pytest.mark.parametrize("hello_first", [True, False], ids=["in-play", "before-hello"])
async def test_a_message_of_a_megabyte_ends_that_connection_with_the_reason_and_no_other(
    visitor: Client, game: RunningServer, hello_first: bool
) -> None:
    token_ada, token_byron = await visitor.newcomer("Ada"), await visitor.newcomer("Byron")
    async with visitor.play(token_ada, "Ada") as ada, visitor.socket() as byron:
        if hello_first:
            await byron.send({"type": "hello", "token": token_byron, "character": "Byron"})
            await byron.until("room")
        # The close frame may come before all is sent.
        with suppress(ConnectionClosed):
            await byron.type("say " + "x" * 1_000_000)

        code, reason = await byron.closed()

        assert code == 1009
        assert reason
        heard = [frame["text"] for frame in await ada.heard_meanwhile()]
        assert not any("xxx" in text for text in heard)
        assert game.container.hub.everyone() == ["Ada"]


@pytest.mark.asyncio
async def test_an_expired_token_is_told_and_closed(visitor: Client, game: RunningServer) -> None:
    await visitor.newcomer("Ada")
    account = await game.container.persistence.get_account_by_username("ada")
    assert account is not None
    yesterday = datetime.now(UTC) - timedelta(days=1)
    expired = TokenSigner(SECRET, lifetime=timedelta(hours=12), clock=lambda: yesterday).issue(account.id)

    async with visitor.socket() as ada:
        await ada.send({"type": "hello", "token": expired.text, "character": "Ada"})
        error = await ada.next()
        code, _ = await ada.closed()

    assert error["code"] == "token_expired"
    assert "log in again" in error["message"]
    assert code == 4401
    assert game.container.hub.everyone() == []


@pytest.mark.asyncio
async def test_a_token_of_another_server_is_told_and_closed(visitor: Client, game: RunningServer) -> None:
    await visitor.newcomer("Ada")
    account = await game.container.persistence.get_account_by_username("ada")
    assert account is not None
    foreign = TokenSigner("x" * 40, lifetime=timedelta(hours=12)).issue(account.id)

    async with visitor.socket() as ada:
        await ada.send({"type": "hello", "token": foreign.text, "character": "Ada"})
        error = await ada.next()
        code, _ = await ada.closed()

    assert (error["code"], code) == ("token_invalid", 4401)


@pytest.mark.asyncio
@pytest.mark.parametrize("character", ["Nobody", "Byron", "", "A\u0000", "'; DROP TABLE players; --"], ids=ascii)
async def test_one_cannot_play_a_character_that_is_not_ones_own(
    visitor: Client, game: RunningServer, character: str
) -> None:
    token = await visitor.newcomer("Ada")
    await visitor.newcomer("Byron")

    async with visitor.socket() as ada:
        await ada.send({"type": "hello", "token": token, "character": character})
        error = await ada.next()
        code, _ = await ada.closed()

    assert (error["code"], code) == ("unknown_character", 4404)
    assert game.container.hub.everyone() == []


@pytest.mark.asyncio
async def test_commands_before_hello_are_refused_and_hello_may_follow(visitor: Client) -> None:
    token = await visitor.newcomer("Ada")
    async with visitor.socket() as ada:
        assert (await ada.ask("look"))["code"] == "hello_expected"
        await ada.socket.send("nonsense")
        assert (await ada.next())["code"] == "malformed_json"

        await ada.send({"type": "hello", "token": token, "character": "Ada"})

        assert (await ada.next())["type"] == "welcome"


@pytest.mark.asyncio
async def test_a_client_that_says_nothing_is_sent_away(database_url: str) -> None:
    settings = settings_for(database_url, hello_timeout_s=0.1)
    async with running_server(settings) as server, Client(server.url).socket() as silent:
        error = await silent.next()
        code, _ = await silent.closed()

    assert (error["code"], code) == ("no_hello", 4408)


@pytest.mark.asyncio
async def test_a_second_log_in_takes_over_and_the_first_is_told(visitor: Client, game: RunningServer) -> None:
    token_ada, token_byron = await visitor.newcomer("Ada"), await visitor.newcomer("Byron")
    async with (
        visitor.play(token_byron, "Byron") as byron,
        visitor.play(token_ada, "Ada") as first,
        visitor.play(token_ada, "Ada") as second,
    ):
        told = await first.until("error")
        code, _ = await first.closed()

        assert (told["code"], code) == ("taken_over", 4409)
        assert (await second.ask("look"))["people"] == ["Byron"]
        assert [frame["text"] for frame in await byron.heard_meanwhile()] == ["Ada wakes up."]
        assert game.container.hub.everyone() == ["Ada", "Byron"]


@pytest.mark.asyncio
async def test_a_second_log_in_starts_where_the_last_step_of_the_first_led(visitor: Client) -> None:
    """Steps that the first connection has sent, and that are under way, are finished and saved before."""
    token = await visitor.newcomer("Ada")
    async with visitor.play(token, "Ada") as first:
        direction = first.seen[-1]["exits"][0]
        await first.type(direction)

        async with visitor.play(token, "Ada") as second:
            await first.closed()
            _, *stepped_to = [frame["id"] for frame in first.seen if frame["type"] == "room"]
            entered = second.seen[-1]["id"]

            # The first may be cut off between the step and the sight of it, but never the other way round.
            assert stepped_to in ([], [entered])
            await second.type("look")
            assert (await second.until("room"))["id"] == entered


@pytest.mark.asyncio
async def test_of_many_simultaneous_log_ins_exactly_one_plays_in_the_end(visitor: Client, game: RunningServer) -> None:
    token = await visitor.newcomer("Ada")
    hello = json.dumps({"type": "hello", "token": token, "character": "Ada"})
    async with visitor.socket() as one, visitor.socket() as two, visitor.socket() as three:
        ends = {asyncio.create_task(player.closed()): player for player in (one, two, three)}
        for player in ends.values():
            await player.socket.send(hello)

        while sum(end.done() for end in ends) < 2:
            await asyncio.wait([end for end in ends if not end.done()], return_when=asyncio.FIRST_COMPLETED)

        assert [end.result()[0] for end in ends if end.done()] == [4409, 4409]
        [(end, winner)] = [(end, player) for end, player in ends.items() if not end.done()]
        end.cancel()
        await asyncio.wait([end])
        await winner.type("who")
        assert "Ada" in (await winner.until("text", "alone"))["text"]
        assert game.container.hub.everyone() == ["Ada"]
