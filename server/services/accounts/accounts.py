"""Who may log in, and who is asking."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from persistence.accounts.models import Account
from persistence.errors import DuplicateError
from persistence.layer import AsyncPersistenceLayer
from server.game.credentials import LONGEST_PASSWORD, new_password, password_form, username
from server.game.errors import RuleBrokenError
from server.services.passwords import PasswordHashing
from server.services.tokens import InvalidTokenError, IssuedToken, TokenSigner


class UsernameTakenError(Exception):
    """Somebody has this user name already, whatever the case of its letters; choose another."""


class InvalidCredentialsError(Exception):
    """There is no account of this user name with this password. It does not say which of the two is wrong."""


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as its owner may see it."""

    id: UUID
    username: str

    @classmethod
    def of(cls, account: Account) -> Self:
        """Leaves out what the server keeps to itself."""
        return cls(account.id, account.username)


@dataclass(frozen=True, slots=True)
class LogIn:
    """A successful log-in: the account and a token to act in its name."""

    account: AccountView
    token: IssuedToken


class AccountService:
    """Registers people, logs them in, and knows them again by their token."""

    def __init__(self, persistence: AsyncPersistenceLayer, passwords: PasswordHashing, tokens: TokenSigner) -> None:
        self._persistence = persistence
        self._passwords = passwords
        self._tokens = tokens

    async def register(self, raw_username: str, raw_password: str) -> LogIn:
        """Creates an account and logs it in.

        Raises:
            RuleBrokenError: The user name or the password breaks a rule; nothing was created.
            UsernameTakenError: Nothing was created.
            BusyError: Too many log-ins at once; nothing was created.
        """
        name = username(raw_username)
        password = new_password(raw_password, for_username=name)
        password_hash = await self._passwords.hash(password)
        try:
            account = await self._persistence.create_account(name, password_hash)
        except DuplicateError as error:
            raise UsernameTakenError(name) from error
        return self._log_in(account)

    async def log_in(self, raw_username: str, raw_password: str) -> LogIn:
        """Checks the password and issues a token.

        Raises:
            InvalidCredentialsError: Unknown user name or wrong password; both take the same time.
            BusyError: Too many log-ins at once.
        """
        account = await self._find(raw_username)
        # A longer one was never accepted; hashing megabytes would be a gift to an attacker.
        password = password_form(raw_password) if len(raw_password) <= LONGEST_PASSWORD else ""
        if not await self._passwords.verify(account.password_hash if account else None, password) or account is None:
            raise InvalidCredentialsError
        return self._log_in(account)

    async def authenticate(self, token: str) -> AccountView:
        """The account in whose name `token` lets one act.

        Raises:
            InvalidTokenError: It is not good, no longer good, or its account is gone.
        """
        account = await self._persistence.get_account_by_id(self._tokens.read(token))
        if account is None:
            raise InvalidTokenError
        return AccountView.of(account)

    async def _find(self, raw_username: str) -> Account | None:
        try:
            name = username(raw_username)
        except RuleBrokenError:
            return None
        return await self._persistence.get_account_by_username(name)

    def _log_in(self, account: Account) -> LogIn:
        return LogIn(AccountView.of(account), self._tokens.issue(account.id))
