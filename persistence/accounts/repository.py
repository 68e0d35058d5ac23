"""The statements about accounts."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, bindparam, insert, select

from persistence.accounts.models import Account
from persistence.accounts.tables import accounts
from persistence.executor import Executor, Statements
from persistence.idempotency.once import once
from persistence.validation import check_name, check_text, check_uuid, name_key

_COLUMNS = (accounts.c.id, accounts.c.username, accounts.c.password_hash, accounts.c.created_at)
_HASH_LENGTH = 1024

_INSERT = insert(accounts).returning(*_COLUMNS)
_BY_ID = select(*_COLUMNS).where(accounts.c.id == bindparam("id"))
_BY_USERNAME = select(*_COLUMNS).where(accounts.c.username_key == bindparam("username_key"))


class AccountRepository:
    """Reads and writes accounts."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def create(self, username: str, password_hash: str, operation_id: UUID | None) -> Account:
        """The new account; `DuplicateError` when the name is taken in any case."""
        check_name("username", username)
        check_text("password_hash", password_hash, _HASH_LENGTH)
        values = {
            "id": uuid4(),
            "username": username,
            "username_key": name_key(username),
            "password_hash": password_hash,
        }
        if operation_id is None:
            [row] = await self._executor.write(_INSERT, values)
            return _from_row(row)

        async def work(connection: Statements) -> list[Any]:
            [row] = await connection.write(_INSERT, values)
            # Not the hash: what is remembered of operations is no place for it.
            return [str(row.id), row.created_at.isoformat()]

        # A digest tells hashes apart, and it is no hash that somebody could try passwords on.
        digest = sha256(password_hash.encode()).hexdigest()
        arguments = {"username": username, "password_hash_sha256": digest}
        key, created_at = await once(self._executor, operation_id, "create_account", arguments, work)
        # The rest is as given, to a repeat too. Nothing is read here: that could fail when the account is there.
        return Account(UUID(key), username, password_hash, datetime.fromisoformat(created_at))

    async def get_by_id(self, account_id: UUID) -> Account | None:
        """The account, or None."""
        check_uuid("account_id", account_id)
        rows = await self._executor.read(_BY_ID, {"id": account_id})
        return _from_row(rows[0]) if rows else None

    async def get_by_username(self, username: str) -> Account | None:
        """The account of that name in any case, or None."""
        check_name("username", username)
        rows = await self._executor.read(_BY_USERNAME, {"username_key": name_key(username)})
        return _from_row(rows[0]) if rows else None


def _from_row(row: Row[Any]) -> Account:
    return Account(row.id, row.username, row.password_hash, row.created_at)
