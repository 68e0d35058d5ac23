"""The nouns of these tests."""

from tests.support.persistence import account, observer, other_layer, persistence, player, quay

__all__ = ["account", "observer", "other_layer", "persistence", "player", "quay"]
