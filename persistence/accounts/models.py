"""The accounts' data."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may log in.

    Attributes:
        username: Unique, whatever the case of its letters.
        password_hash: As the server made it; the layer never looks inside. It is kept out of `repr`.
    """

    id: UUID
    username: str
    password_hash: str
    created_at: datetime

    def __repr__(self) -> str:
        return f"Account(id={self.id}, username={self.username!r})"
