"""Bad input over HTTP: a clear problem document for the person who asked, and nothing else changes."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from server.services.tokens import TokenSigner
from tests.support.game.client import PASSWORD, Client, bearer
from tests.support.game.server import SECRET, RunningServer


def _assert_problem(response: httpx.Response, status: int, detail: str) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["title"]
    assert detail in problem["detail"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("username", "password"), [("ada", "wrong password"), ("nobody", PASSWORD), ("ada", "x" * 900)]
)
async def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    visitor: Client, username: str, password: str
) -> None:
    await visitor.register("ada")

    response = await visitor.http.post("/api/v1/sessions", json={"username": username, "password": password})

    _assert_problem(response, 401, "The user name or the password is wrong.")
    assert "token" not in response.json()


@pytest.mark.asyncio
async def test_a_wrong_password_does_not_lock_out_the_right_one(visitor: Client) -> None:
    await visitor.register("ada")
    await visitor.http.post("/api/v1/sessions", json={"username": "ada", "password": "wrong password"})

    response = await visitor.http.post("/api/v1/sessions", json={"username": "ada", "password": PASSWORD})

    assert response.status_code == 201


@pytest.mark.asyncio
@pytest.mark.parametrize("taken", ["ada", "ADA"])
async def test_a_taken_user_name_is_refused_and_its_owner_keeps_the_password(visitor: Client, taken: str) -> None:
    await visitor.register("ada")

    response = await visitor.http.post("/api/v1/accounts", json={"username": taken, "password": "another password"})

    _assert_problem(response, 409, "That user name is taken")
    owner = await visitor.http.post("/api/v1/sessions", json={"username": "ada", "password": PASSWORD})
    assert owner.status_code == 201


@pytest.mark.asyncio
@pytest.mark.parametrize("taken", ["Ada", "ADA", "ada"])
async def test_a_taken_character_name_is_refused(visitor: Client, game: RunningServer, taken: str) -> None:
    await visitor.newcomer("Ada")
    other = await visitor.register("byron")

    response = await visitor.http.post("/api/v1/characters", json={"name": taken}, headers=bearer(other))

    _assert_problem(response, 409, "That name is taken")
    assert len(await game.container.persistence.list_players()) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Ada\u0000", "have no control"),
        ("A\u001b[31mda", "have no control"),
        ("A\nda", "have no control"),
        ("Ad\u202ea", "have no control"),
        ("A" * 10_000, "have at most 20 characters"),
        ("A", "have at least 2 characters"),
        ("", "have at least 2 characters"),
        ("Ad\u0430", "be written in one alphabet"),
        ("Ada Byron", "be one word of letters"),
        ("<b>Ada</b>", "be one word of letters"),
        ("system", "not be a word that the game uses"),
    ],
    ids=lambda value: ascii(value[:12]),
)
async def test_a_name_that_breaks_a_rule_is_refused_with_the_rule(
    visitor: Client, game: RunningServer, name: str, rule: str
) -> None:
    token = await visitor.register("ada")

    response = await visitor.http.post("/api/v1/characters", json={"name": name}, headers=bearer(token))

    _assert_problem(response, 422, rule)
    [error] = response.json()["errors"]
    assert error["field"] == "name"
    assert error["rule"].startswith(rule)
    assert await game.container.persistence.list_players() == []


@pytest.mark.asyncio
async def test_a_name_with_half_a_character_is_refused(visitor: Client, game: RunningServer) -> None:
    token = await visitor.register("ada")

    headers = {**bearer(token), "Content-Type": "application/json"}
    response = await visitor.http.post("/api/v1/characters", content=b'{"name": "Ad\\ud800"}', headers=headers)

    _assert_problem(response, 422, "name")
    assert await game.container.persistence.list_players() == []


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("username", "password", "field", "rule"),
    [
        ("a", PASSWORD, "username", "have from 3 to 32 characters"),
        ("a\u0000da", PASSWORD, "username", "have only a-z"),
        ("a" * 10_000, PASSWORD, "username", "have from 3 to 32 characters"),
        ("ada", "short", "password", "have at least 8 characters"),
        ("ada", "p" * 10_000, "password", "have at most 128 characters"),
        ("ada", "password", "password", "not be one that everybody guesses first"),
        ("ada-lovelace", "ada-lovelace", "password", "not be the user name"),
        ("ada", "tabs\tand\u0000more", "password", "have no control characters"),
    ],
    ids=lambda value: ascii(value[:12]),
)
async def test_credentials_that_break_a_rule_are_refused_and_the_password_is_not_repeated(
    visitor: Client, game: RunningServer, username: str, password: str, field: str, rule: str
) -> None:
    response = await visitor.http.post("/api/v1/accounts", json={"username": username, "password": password})

    _assert_problem(response, 422, field)
    [error] = response.json()["errors"]
    assert error["field"] == field
    assert rule in error["rule"]
    assert len(response.text) < 1_000
    assert await game.container.persistence.get_account_by_username("ada") is None


@pytest.mark.asyncio
@pytest.mark.parametrize("field", ["username", "password"])
async def test_a_log_in_with_ten_thousand_characters_is_a_wrong_one(visitor: Client, field: str) -> None:
    await visitor.register("ada")

    response = await visitor.http.post(
        "/api/v1/sessions", json={"username": "ada", "password": PASSWORD, field: "x" * 10_000}
    )

    _assert_problem(response, 401, "The user name or the password is wrong.")


@pytest.mark.asyncio
@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"username": }'], ids=["open", "no-utf-8", "no-value"])
async def test_malformed_json_is_named_as_such(visitor: Client, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}

    response = await visitor.http.post("/api/v1/accounts", content=body, headers=headers)

    _assert_problem(response, 400, "JSON")


@pytest.mark.asyncio
@pytest.mark.parametrize("body", [[], {}, {"username": "ada"}, {"username": 1, "password": PASSWORD}, "ada", None])
async def test_json_of_another_shape_gets_the_names_of_the_fields(visitor: Client, body: object) -> None:
    response = await visitor.http.post("/api/v1/accounts", json=body)

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"]
    assert PASSWORD not in response.text


@pytest.mark.asyncio
async def test_a_body_of_a_megabyte_is_refused(visitor: Client) -> None:
    response = await visitor.http.post("/api/v1/accounts", json={"username": "a" * 1_000_000, "password": PASSWORD})

    _assert_problem(response, 413, "Entity Too Large")


@pytest.mark.asyncio
async def test_an_expired_token_is_refused_with_the_reason(visitor: Client, game: RunningServer) -> None:
    await visitor.register("ada")
    account = await game.container.persistence.get_account_by_username("ada")
    assert account is not None
    yesterday = datetime.now(UTC) - timedelta(days=1)
    expired = TokenSigner(SECRET, lifetime=timedelta(hours=12), clock=lambda: yesterday).issue(account.id)

    response = await visitor.http.post("/api/v1/characters", json={"name": "Ada"}, headers=bearer(expired.text))

    _assert_problem(response, 401, "expired")
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert await game.container.persistence.list_players() == []


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Basic YWRhOnB3"}, bearer("nonsense"), bearer("a.b.c"), {"Authorization": "Bearer"}],
    ids=["none", "basic", "nonsense", "three-parts", "empty"],
)
async def test_without_a_good_token_there_are_no_characters(visitor: Client, headers: dict[str, str]) -> None:
    response = await visitor.http.get("/api/v1/characters", headers=headers)

    _assert_problem(response, 401, "og in")


@pytest.mark.asyncio
async def test_an_unknown_path_and_a_wrong_method_get_problem_documents(visitor: Client) -> None:
    _assert_problem(await visitor.http.get("/nowhere"), 404, "Not Found")
    _assert_problem(await visitor.http.delete("/api/v1/accounts"), 405, "Method Not Allowed")
