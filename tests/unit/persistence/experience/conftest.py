"""The nouns of these tests."""

from tests.support.persistence import account, persistence, player

__all__ = ["account", "persistence", "player"]
