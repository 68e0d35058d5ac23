"""Whether the server can do its work: `/health`. Imported by the app."""

from server.api.health.router import router

__all__ = ["router"]
