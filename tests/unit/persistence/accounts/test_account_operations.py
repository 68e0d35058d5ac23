"""Accounts: made once under a name, found by id and by name."""

import traceback
from uuid import UUID, uuid4

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
@pytest.mark.parametrize("name", ["", " ada", "a\x00b", "a\nb", "x" * 65, "evil\u202eeman", "\ud800"])
async def test_a_name_that_breaks_a_rule_is_refused(persistence: AsyncPersistenceLayer, name: str) -> None:
    with pytest.raises(ValidationError, match="username must "):
        await persistence.create_account(name, "hash")


# A joiner; fillers of Hangul and one of half width; Braille without dots; a selector, a tag, a code kept for such.
INVISIBLE = ["\u200d", "\u3164", "\u115f", "\u1160", "\uffa0", "\u2800", "\ufe0f", "\u034f", "\U000e0041", "\ufff0"]


@pytest.mark.asyncio
@pytest.mark.parametrize("invisible", INVISIBLE, ids=ascii)
async def test_what_shows_nothing_is_no_name_and_makes_no_other_name(
    persistence: AsyncPersistenceLayer, invisible: str
) -> None:
    for name in (invisible, invisible * 3):
        with pytest.raises(ValidationError, match="username must have a visible character"):
            await persistence.create_account(name, "hash")

    jose = await persistence.create_account("José", "hash")
    for same in (f"{invisible}José", f"Jos{invisible}é", f"Jose{invisible}\u0301", f"JOSE\u0301{invisible}"):
        assert await persistence.get_account_by_username(same) == jose
        with pytest.raises(DuplicateError):
            await persistence.create_account(same, "hash")


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


def test_the_hash_is_kept_out_of_what_is_shown(account: Account) -> None:
    assert account.password_hash not in repr(account).replace("password_hash", "")


@pytest.mark.asyncio
@pytest.mark.parametrize("operation_id", [None, UUID(int=1)])
async def test_the_hash_is_kept_out_of_errors_and_what_caused_them(
    persistence: AsyncPersistenceLayer, account: Account, operation_id: UUID | None
) -> None:
    secret = str(uuid4())
    with pytest.raises(DuplicateError) as refused:
        await persistence.create_account(account.username, secret, operation_id=operation_id)

    trace = "".join(traceback.format_exception(refused.value))
    assert "IntegrityError" in trace
    assert secret not in trace
