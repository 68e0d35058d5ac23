"""Bearer tokens (RFC 6750) of requests."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from server.api.problems import ProblemError
from server.api.provision import Accounts
from server.services.accounts import AccountView

_BEARER = HTTPBearer(auto_error=False, description="The token of a log-in.")


async def _current_account(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)], accounts: Accounts
) -> AccountView:
    if credentials is None:
        detail = "Log in first: this needs an Authorization header with a bearer token."
        raise ProblemError(HTTPStatus.UNAUTHORIZED, detail, headers={"WWW-Authenticate": "Bearer"})
    return await accounts.authenticate(credentials.credentials)


CurrentAccount = Annotated[AccountView, Depends(_current_account)]
"""The account in whose name a request acts; a request without a good token is refused with 401."""
