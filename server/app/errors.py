"""Why the server does not start."""


class StartError(Exception):
    """The server cannot start; the message says why and what to do, for the person who started it."""


class SettingsError(StartError):
    """Settings cannot be used."""
