"""The bodies about characters."""

from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from server.services.characters import Character


class NewCharacter(BaseModel):
    """What a new character needs. The rules of names are in `server/game/names`."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(examples=["Ada"])


class CharacterBody(BaseModel):
    """A character."""

    id: UUID
    name: str = Field(examples=["Ada"])
    room: str = Field(description="The id of the room where it is.", examples=["river/upper-landing"])

    @classmethod
    def of(cls, character: Character) -> Self:
        """The body that shows `character`."""
        return cls(id=character.id, name=character.name, room=character.room_id)


class CharacterList(BaseModel):
    """All characters of an account, by name."""

    characters: list[CharacterBody]
