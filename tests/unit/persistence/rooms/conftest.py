"""The nouns of these tests."""

from tests.support.persistence import observer, other_layer, persistence, quay

__all__ = ["observer", "other_layer", "persistence", "quay"]
