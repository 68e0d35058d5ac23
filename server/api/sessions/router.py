"""The endpoint that logs people in."""

from http import HTTPStatus

from fastapi import APIRouter

from server.api.accounts import Credentials, LogInBody
from server.api.problems import problem_responses
from server.api.provision import Accounts

router = APIRouter(prefix="/api/v1/sessions", tags=["sessions"])


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    responses=problem_responses(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
)
async def log_in(credentials: Credentials, accounts: Accounts) -> LogInBody:
    """Checks the password and issues a token."""
    return LogInBody.of(await accounts.log_in(credentials.username, credentials.password.get_secret_value()))
