"""The rules for user names and passwords.

Passwords follow NIST SP 800-63B, section 5.1.1.2: a least length and no rules of composition, every printable character
and space allowed, compared in one form of Unicode, and the guesses that come first refused.
"""

import re
import unicodedata

from server.game.errors import RuleBrokenError

SHORTEST_USERNAME = 3
LONGEST_USERNAME = 32
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 128

_USERNAME = re.compile(r"[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9])?")
_FIRST_GUESSES = frozenset(
    {"12345678", "123456789", "1234567890", "11111111", "00000000", "password", "password1", "passw0rd", "qwertyui"}
    | {"qwertyuiop", "iloveyou", "sunshine", "princess", "football", "baseball", "letmein1", "1q2w3e4r", "abcd1234"}
)


def username(raw: str) -> str:
    """The user name that `raw` asks for.

    It is plain ASCII, so that what one person types never reaches the account of another whose name looks the same.

    Raises:
        RuleBrokenError: It is too short, too long, or has other characters.
    """
    if not SHORTEST_USERNAME <= len(raw) <= LONGEST_USERNAME:
        raise RuleBrokenError("username", f"have from {SHORTEST_USERNAME} to {LONGEST_USERNAME} characters")
    if not _USERNAME.fullmatch(raw):
        raise RuleBrokenError("username", 'have only a-z, A-Z, 0-9 and, between them, ".", "_" and "-"')
    return raw


def new_password(raw: str, *, for_username: str) -> str:
    """The password that `raw` asks for, in the form in which it is hashed.

    Raises:
        RuleBrokenError: It is too short, too long, the user name, or among the first that anybody guesses.
    """
    if len(raw) > LONGEST_PASSWORD:
        raise RuleBrokenError("password", f"have at most {LONGEST_PASSWORD} characters")
    password = password_form(raw)
    if len(password) < SHORTEST_PASSWORD:
        raise RuleBrokenError("password", f"have at least {SHORTEST_PASSWORD} characters")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in password):
        raise RuleBrokenError("password", "have no control characters")
    if password.casefold() == for_username.casefold():
        raise RuleBrokenError("password", "not be the user name")
    if password.casefold() in _FIRST_GUESSES or len(set(password)) == 1:
        raise RuleBrokenError("password", "not be one that everybody guesses first")
    return password


def password_form(raw: str) -> str:
    """The one form (NFKC) of what different keyboards produce for the same password."""
    return unicodedata.normalize("NFKC", raw)
