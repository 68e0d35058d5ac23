"""The nouns of these tests."""

from tests.support.persistence import account, observer, persistence, player, quay

__all__ = ["account", "observer", "persistence", "player", "quay"]
