"""What the handlers get from the application that serves them."""

from fastapi import Request

from server.container import ApplicationContainer
from server.persistence import PersistenceLayer


def get_container(request: Request) -> ApplicationContainer:
    """The container of the application."""
    container: ApplicationContainer = request.app.state.container
    return container


def persistence_layer(request: Request) -> PersistenceLayer:
    """The persistence layer of the application."""
    return get_container(request).persistence
