"""Which problem document answers which error."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.api.problems.models import FieldError
from server.api.problems.responses import ProblemError
from server.game.errors import RuleBrokenError
from server.services import errors
from server.services.accounts import InvalidCredentialsError, UsernameTakenError
from server.services.characters import NameTakenError, TooManyCharactersError
from server.services.passwords import BusyError
from server.services.tokens import InvalidTokenError

_log = logging.getLogger(__name__)

_RETRY = {"Retry-After": "5"}

# What services raise that a client can do something about: its status, what the client is told, and headers.
_EXPECTED: dict[type[Exception], tuple[HTTPStatus, str, dict[str, str]]] = {
    UsernameTakenError: (HTTPStatus.CONFLICT, "That user name is taken; choose another.", {}),
    NameTakenError: (HTTPStatus.CONFLICT, "That name is taken; choose another.", {}),
    TooManyCharactersError: (HTTPStatus.CONFLICT, "You have as many characters as an account may have.", {}),
    InvalidCredentialsError: (HTTPStatus.UNAUTHORIZED, "The user name or the password is wrong.", {}),
    BusyError: (HTTPStatus.SERVICE_UNAVAILABLE, "Too many people are logging in; try again soon.", _RETRY),
    errors.UnavailableError: (HTTPStatus.SERVICE_UNAVAILABLE, "The database does not answer; try again soon.", _RETRY),
    errors.TimeoutError: (HTTPStatus.SERVICE_UNAVAILABLE, "The database does not answer; try again soon.", _RETRY),
}


def add_problem_handlers(app: FastAPI) -> None:
    """Makes every error of `app` a problem document, unforeseen ones too."""
    for error_type in _EXPECTED:
        app.add_exception_handler(error_type, _expected)
    app.add_exception_handler(RuleBrokenError, _rule_broken)
    app.add_exception_handler(InvalidTokenError, _invalid_token)
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


async def _expected(request: Request, error: Exception) -> Response:
    status, detail, headers = next(_EXPECTED[kind] for kind in type(error).__mro__ if kind in _EXPECTED)
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        # Whose server it is can do something about it, and is not told by the answer.
        _log.warning("%s is answered by 503: %s", request.url.path, error.__cause__ or error)
    return ProblemError(status, detail, headers=headers).response()


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101 - the type under which it is registered
    return error.response()


async def _rule_broken(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RuleBrokenError)  # noqa: S101 - the type under which it is registered
    detail = f"The {error.field} must {error.rule}."
    field_errors = [FieldError(field=error.field, rule=error.rule)]
    return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=field_errors).response()


async def _invalid_token(_request: Request, error: Exception) -> Response:
    assert isinstance(error, InvalidTokenError)  # noqa: S101 - the type under which it is registered
    detail = "Your log-in has expired; log in again." if error.expired else "The token is not valid; log in again."
    challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
    return ProblemError(HTTPStatus.UNAUTHORIZED, detail, headers=challenge).response()


async def _invalid_request(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - the type under which it is registered
    faults: Sequence[Any] = error.errors()
    if any(fault["type"] == "json_invalid" for fault in faults):
        return ProblemError(HTTPStatus.BAD_REQUEST, "The body is not valid JSON.").response()
    # Only where and why: the value itself may be a password.
    field_errors = [FieldError(field=_place(fault["loc"]), rule=_rule(fault)) for fault in faults]
    detail = "; ".join(f"{fault.field} must {fault.rule}" for fault in field_errors)
    return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, f"{detail}.", errors=field_errors).response()


async def _http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - the type under which it is registered
    return ProblemError(HTTPStatus(error.status_code), f"{error.detail}.", headers=error.headers).response()


async def _unforeseen(_request: Request, _error: Exception) -> Response:
    # Starlette raises it again after the response; the server logs it with its traceback.
    detail = "The server made a mistake; it has been logged."
    return ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, detail).response()


def _place(location: Sequence[str | int]) -> str:
    """Where the value is, without the part of the request that pydantic names first, unless it is all there is."""
    return ".".join(map(str, location[1:])) or str(location[0])


def _rule(fault: Mapping[str, Any]) -> str:
    """What pydantic found, as the end of the sentence "it must …"."""
    message: str = fault["msg"]
    if fault["type"] in ("string_too_long", "too_long"):
        # Of a secret pydantic would say that it has too many items.
        return f"have at most {fault['ctx']['max_length']} characters"
    for beginning in ("Input should ", "String should ", "Value should ", "List should "):
        if message.startswith(beginning):
            return message.removeprefix(beginning)
    return "be given" if message == "Field required" else f"be valid: {message}"
