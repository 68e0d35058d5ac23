"""The layer's methods about accounts."""

from uuid import UUID

from persistence.accounts.models import Account
from persistence.accounts.repository import AccountRepository


class AccountOperations:
    """Who may log in."""

    _accounts: AccountRepository

    async def create_account(self, username: str, password_hash: str, *, operation_id: UUID | None = None) -> Account:
        """Makes an account and returns it.

        Raises `DuplicateError` when the name is taken, whatever the case of its letters, and `ValidationError`. With an
        `operation_id` it takes effect once, however often it is sent: a repeat returns the account that was made.
        """
        return await self._accounts.create(username, password_hash, operation_id)

    async def get_account_by_id(self, account_id: UUID) -> Account | None:
        """The account, or None when there is none."""
        return await self._accounts.get_by_id(account_id)

    async def get_account_by_username(self, username: str) -> Account | None:
        """The account of that name, whatever the case of its letters, or None when there is none."""
        return await self._accounts.get_by_username(username)
