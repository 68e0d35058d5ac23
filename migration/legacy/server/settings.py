"""What the server reads from its environment."""

import os


class SettingsError(Exception):
    """A setting is missing; the message names it."""


def database_url() -> str:
    """The address of the database, from `FERRY_DATABASE_URL`; raises `SettingsError` when it is not set."""
    url = os.environ.get("FERRY_DATABASE_URL")
    if not url:
        raise SettingsError("set FERRY_DATABASE_URL to a postgresql+asyncpg:// address")
    return url
