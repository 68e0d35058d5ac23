"""Log-in: `/api/v1/sessions`. Imported by the app."""

from server.api.sessions.router import router

__all__ = ["router"]
