"""Accounts: made once under a name, found by id and by name."""

from uuid import uuid4

import pytest

from persistence.accounts.models import Account
from persistence.errors import DuplicateError, ValidationError
from persistence.layer import AsyncPersistenceLayer


@pytest.mark.asyncio
async def test_a_created_account_is_found_by_id_and_by_name(persistence: AsyncPersistenceLayer) -> None:
    created = await persistence.create_account("Ada", "$argon2id$…")

    assert created.username == "Ada"
    assert created.password_hash == "$argon2id$…"
    assert created.created_at.utcoffset() is not None
    assert await persistence.get_account_by_id(created.id) == created
    assert await persistence.get_account_by_username("Ada") == created


@pytest.mark.asyncio
@pytest.mark.parametrize("same", ["ada", "ADA", "Ａｄａ"])
async def test_a_name_is_the_same_in_any_case_and_width(
    persistence: AsyncPersistenceLayer, account: Account, same: str
) -> None:
    assert await persistence.get_account_by_username(same) == account
    with pytest.raises(DuplicateError) as refused:
        await persistence.create_account(same, "hash")

    assert (refused.value.entity, refused.value.field) == ("account", "username")
    assert refused.value.constraint == "uq_accounts_username"
    assert refused.value.__cause__ is not None


@pytest.mark.asyncio
async def test_an_unknown_account_is_none(persistence: AsyncPersistenceLayer) -> None:
    assert await persistence.get_account_by_id(uuid4()) is None
    assert await persistence.get_account_by_username("nobody") is None


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["", " ada", "a\x00b", "a\nb", "x" * 65, "\u200d", "evil\u202eeman", "\ud800"])
async def test_a_name_that_breaks_a_rule_is_refused(persistence: AsyncPersistenceLayer, name: str) -> None:
    with pytest.raises(ValidationError, match="username must "):
        await persistence.create_account(name, "hash")


@pytest.mark.asyncio
async def test_what_is_no_text_is_refused(persistence: AsyncPersistenceLayer) -> None:
    with pytest.raises(ValidationError, match="username must be text"):
        await persistence.create_account(7, "hash")  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="account_id must be a UUID"):
        await persistence.get_account_by_id("7")  # type: ignore[arg-type]


@pytest.mark.asyncio
async def test_an_empty_hash_is_refused(persistence: AsyncPersistenceLayer) -> None:
    with pytest.raises(ValidationError, match="password_hash must not be empty"):
        await persistence.create_account("ada", "")


@pytest.mark.asyncio
async def test_the_hash_is_kept_out_of_logs(account: Account) -> None:
    assert account.password_hash not in repr(account).replace("password_hash", "")
