"""The characters of an account. Imported by the API, by realtime, by commands and by the container."""

from server.services.characters.characters import (
    MOST_CHARACTERS,
    CharacterService,
    NameTakenError,
    TooManyCharactersError,
    UnknownCharacterError,
)
from server.services.characters.models import Character

__all__ = [
    "MOST_CHARACTERS",
    "Character",
    "CharacterService",
    "NameTakenError",
    "TooManyCharactersError",
    "UnknownCharacterError",
]
