"""The verifier has other eyes than those that planned and rewrote: Bazel says what they share."""

from pathlib import Path

SHARED = Path(__file__).parent / "shared_with_verify"
DATA_ONLY = ("//tools/ferry:", "//tools/ferry/config:", "//tools/ferry/model:")
"""The namespace package, the configuration and the facts: what is known, not how it is found."""


def test_the_verifier_shares_only_configuration_and_facts_with_the_rest() -> None:
    shared = SHARED.read_text(encoding="utf-8").split()

    assert "//tools/ferry/config:config" in shared
    assert [label for label in shared if not label.startswith(DATA_ONLY)] == []
