"""The nouns of these tests."""

from tests.support.persistence import account, persistence

__all__ = ["account", "persistence"]
