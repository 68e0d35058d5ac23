"""The program: settings, logs, start and stop. Nothing imports it but tests and whoever runs the server."""

from server.app.factory import create_app
from server.app.settings import Settings

__all__ = ["Settings", "create_app"]
