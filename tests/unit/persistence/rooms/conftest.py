"""The nouns of these tests."""

from tests.support.persistence import persistence, quay

__all__ = ["persistence", "quay"]
