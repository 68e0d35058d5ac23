"""The one kind of error that a person can mend."""


class WrongUse(Exception):
    """What was asked cannot be done; the message names the place and says what could be. Exit code 2."""
