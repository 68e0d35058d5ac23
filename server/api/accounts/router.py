"""The endpoint that registers people."""

from http import HTTPStatus

from fastapi import APIRouter

from server.api.accounts.models import Credentials, LogInBody
from server.api.problems import problem_responses
from server.api.provision import Accounts

router = APIRouter(prefix="/api/v1/accounts", tags=["accounts"])


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    responses=problem_responses(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.CONFLICT,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
)
async def register(credentials: Credentials, accounts: Accounts) -> LogInBody:
    """Creates an account and logs it in."""
    return LogInBody.of(await accounts.register(credentials.username, credentials.password.get_secret_value()))
