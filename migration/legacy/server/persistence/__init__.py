"""Access to the database; the rest of the server imports it from here."""

from server.persistence.errors import DuplicateNameError, PersistenceError
from server.persistence.persistence import PersistenceLayer, get_persistence, reset_persistence

__all__ = [
    "DuplicateNameError",
    "PersistenceError",
    "PersistenceLayer",
    "get_persistence",
    "reset_persistence",
]
