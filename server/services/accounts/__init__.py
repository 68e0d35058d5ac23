"""Registration and log-in. Imported by the API, by realtime and by the container."""

from server.services.accounts.accounts import (
    AccountService,
    AccountView,
    InvalidCredentialsError,
    LogIn,
    UsernameTakenError,
)

__all__ = ["AccountService", "AccountView", "InvalidCredentialsError", "LogIn", "UsernameTakenError"]
