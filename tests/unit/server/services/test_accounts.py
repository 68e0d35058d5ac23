"""Registration and log-in, beside what the HTTP tests show."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import pytest_asyncio

from persistence.layer import AsyncPersistenceLayer
from server.services.accounts import AccountService, InvalidCredentialsError, UsernameTakenError
from server.services.passwords import PasswordHashing
from server.services.tokens import InvalidTokenError, TokenSigner

pytest_plugins = ["tests.support.persistence"]

PASSWORD = "correct horse battery"


@pytest.fixture
def passwords() -> Iterator[PasswordHashing]:
    with PasswordHashing() as opened:
        yield opened


@pytest.fixture
def tokens() -> TokenSigner:
    return TokenSigner("s" * 32, lifetime=timedelta(hours=1))


@pytest_asyncio.fixture
async def accounts(
    persistence: AsyncPersistenceLayer, passwords: PasswordHashing, tokens: TokenSigner
) -> AccountService:
    return AccountService(persistence, passwords, tokens)


@pytest.mark.asyncio
async def test_the_token_of_a_log_in_brings_back_the_account(accounts: AccountService) -> None:
    registered = await accounts.register("Ada", PASSWORD)

    logged_in = await accounts.log_in("ada", PASSWORD)

    assert await accounts.authenticate(logged_in.token.text) == registered.account


@pytest.mark.asyncio
async def test_of_two_who_want_a_name_at_once_one_gets_it(accounts: AccountService) -> None:
    results = await asyncio.gather(
        accounts.register("ada", PASSWORD), accounts.register("ADA", PASSWORD + "!"), return_exceptions=True
    )

    assert sorted(type(result).__name__ for result in results) == ["LogIn", UsernameTakenError.__name__]


@pytest.mark.asyncio
async def test_a_password_matches_in_whatever_form_a_keyboard_sends_it(accounts: AccountService) -> None:
    await accounts.register("ada", "Zoe\u0308 Zoe\u0308 Zoe\u0308")

    assert (await accounts.log_in("ada", "Zoë Zoë Zoë")).account.username == "ada"


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["nobody", "a\u0000", "", "x" * 10_000], ids=ascii)
async def test_a_name_that_cannot_be_is_unknown_like_any_other(accounts: AccountService, name: str) -> None:
    with pytest.raises(InvalidCredentialsError):
        await accounts.log_in(name, PASSWORD)


@pytest.mark.asyncio
async def test_the_token_of_an_account_that_is_gone_is_not_good(accounts: AccountService, tokens: TokenSigner) -> None:
    with pytest.raises(InvalidTokenError):
        await accounts.authenticate(tokens.issue(uuid4()).text)


@pytest.mark.asyncio
async def test_an_unknown_name_costs_the_hashing_of_a_password_too(
    accounts: AccountService, passwords: PasswordHashing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the time of a refused log-in would tell who has an account."""
    await accounts.register("Ada", PASSWORD)
    verified: list[str] = []
    verify = passwords.verify

    async def note(password_hash: str | None, password: str) -> bool:
        verified.append(password)
        return await verify(password_hash, password)

    monkeypatch.setattr(passwords, "verify", note)

    for name, password in (("Bea", "not that one"), ("Ada", "nor this one")):
        with pytest.raises(InvalidCredentialsError):
            await accounts.log_in(name, password)

    assert verified == ["not that one", "nor this one"]
