"""What players notice when the database goes away."""

from pathlib import Path

import pytest

from persistence.embedded import EmbeddedPostgres
from tests.support.game.client import PASSWORD, client
from tests.support.game.server import running_server, settings_for


@pytest.mark.asyncio
async def test_a_command_fails_with_the_reason_and_the_session_goes_on(tmp_path: Path) -> None:
    postgres = EmbeddedPostgres.start(tmp_path / "data", durable=False)
    try:
        async with running_server(settings_for(postgres.url())) as server, client(server.url) as visitor:
            token = await visitor.newcomer("Ada")
            async with visitor.play(token, "Ada") as ada:
                room = ada.seen[-1]
                postgres.stop()

                for line in ("look", room["exits"][0]):
                    answer = await ada.ask(line)
                    assert answer["kind"] == "error"
                    assert "database" in answer["text"]
                assert (await ada.ask("say Is it dark?"))["text"] == "You say: Is it dark?"
                assert server.container.hub.people_in(room["id"]) == ["Ada"]

            async with visitor.socket() as late:
                await late.send({"type": "hello", "token": token, "character": "Ada"})
                assert (await late.next())["code"] == "unavailable"
                assert (await late.closed())[0] == 1013
    finally:
        postgres.stop()


@pytest.mark.asyncio
async def test_a_request_is_told_to_come_again_and_the_servers_owner_why(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    postgres = EmbeddedPostgres.start(tmp_path / "data", durable=False)
    try:
        async with running_server(settings_for(postgres.url())) as server, client(server.url) as visitor:
            postgres.stop()

            answer = await visitor.http.post("/api/v1/accounts", json={"username": "ada", "password": PASSWORD})

            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    finally:
        postgres.stop()
    [line] = [record.getMessage() for record in caplog.records if "is answered by 503" in record.getMessage()]
    assert line.startswith("/api/v1/accounts")
