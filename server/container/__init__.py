"""The one place where the server's parts are put together. Imported by `server/app` and by tests."""

from server.container.container import ApplicationContainer
from server.container.options import ContainerOptions

__all__ = ["ApplicationContainer", "ContainerOptions"]
