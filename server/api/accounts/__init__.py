"""Registration: `/api/v1/accounts`. Imported by the app; the log-in shows the same account."""

from server.api.accounts.models import AccountBody, Credentials, LogInBody
from server.api.accounts.router import router

__all__ = ["AccountBody", "Credentials", "LogInBody", "router"]
