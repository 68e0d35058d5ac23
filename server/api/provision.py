"""How a handler comes by the services that it needs.

The app puts its container on `app.state.container`. Handlers know it only as `Services`: what is listed here.
"""

from typing import Annotated, Protocol, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from server.services.accounts import AccountService
from server.services.characters import CharacterService
from server.services.health import HealthService


class Services(Protocol):
    """The services that the API uses."""

    @property
    def accounts(self) -> AccountService:
        """Registration and log-in."""

    @property
    def characters(self) -> CharacterService:
        """The characters of an account."""

    @property
    def health(self) -> HealthService:
        """Whether the server can do its work."""


def services(connection: HTTPConnection) -> Services:
    """The services of the app that serves this request."""
    return cast(Services, connection.app.state.container)


def _accounts(connection: HTTPConnection) -> AccountService:
    return services(connection).accounts


def _characters(connection: HTTPConnection) -> CharacterService:
    return services(connection).characters


def _health(connection: HTTPConnection) -> HealthService:
    return services(connection).health


Accounts = Annotated[AccountService, Depends(_accounts)]
Characters = Annotated[CharacterService, Depends(_characters)]
Health = Annotated[HealthService, Depends(_health)]
