"""Registration and log-in over HTTP."""

import pytest

from tests.support.game.client import PASSWORD, Client, bearer
from tests.support.game.server import RunningServer


@pytest.mark.asyncio
async def test_registering_creates_an_account_and_logs_it_in(visitor: Client) -> None:
    response = await visitor.http.post("/api/v1/accounts", json={"username": "ada", "password": PASSWORD})

    assert response.status_code == 201
    assert response.json()["account"]["username"] == "ada"
    listed = await visitor.http.get("/api/v1/characters", headers=bearer(response.json()["token"]))
    assert listed.json() == {"characters": []}


@pytest.mark.asyncio
async def test_logging_in_gives_a_token_that_works(visitor: Client) -> None:
    await visitor.register("ada")

    response = await visitor.http.post("/api/v1/sessions", json={"username": "ADA", "password": PASSWORD})

    assert response.status_code == 201
    assert response.json()["expires_at"] > "2026"
    listed = await visitor.http.get("/api/v1/characters", headers=bearer(response.json()["token"]))
    assert listed.status_code == 200


@pytest.mark.asyncio
async def test_the_password_is_not_kept_in_clear(visitor: Client, game: RunningServer) -> None:
    await visitor.register("ada")

    account = await game.container.persistence.get_account_by_username("ada")

    assert account is not None
    assert account.password_hash.startswith("$argon2id$")
    assert PASSWORD not in account.password_hash


@pytest.mark.asyncio
async def test_characters_are_listed_by_name(visitor: Client) -> None:
    token = await visitor.register("ada")
    for name in ("Byron", "Ada"):
        await visitor.create_character(token, name)

    listed = await visitor.http.get("/api/v1/characters", headers=bearer(token))

    assert [character["name"] for character in listed.json()["characters"]] == ["Ada", "Byron"]


@pytest.mark.asyncio
async def test_an_account_sees_only_its_own_characters(visitor: Client) -> None:
    await visitor.newcomer("Ada")
    other = await visitor.register("byron")

    listed = await visitor.http.get("/api/v1/characters", headers=bearer(other))

    assert listed.json() == {"characters": []}


@pytest.mark.asyncio
async def test_an_account_has_at_most_ten_characters(visitor: Client) -> None:
    token = await visitor.register("ada")
    for letter in "abcdefghij":
        await visitor.create_character(token, f"Ada-{letter}")

    response = await visitor.http.post("/api/v1/characters", json={"name": "Byron"}, headers=bearer(token))

    assert response.status_code == 409
    assert "as many characters" in response.json()["detail"]
