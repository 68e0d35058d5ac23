"""The build graph as Bazel's query prints it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tools.imports.labels import package_of, path_of

PYTHON_KINDS = frozenset({"py_binary", "py_library", "py_test"})


@dataclass(frozen=True)
class Target:
    """One rule target; every label is in canonical form."""

    label: str
    kind: str
    srcs: tuple[str, ...] = ()
    deps: tuple[str, ...] = ()
    inputs: frozenset[str] = frozenset()
    actual: str | None = None

    @property
    def package(self) -> str:
        """The folder of the BUILD file."""
        return package_of(self.label)

    @property
    def name(self) -> str:
        """The name within the package."""
        return self.label.partition(":")[2]

    @property
    def sources(self) -> tuple[str, ...]:
        """Paths of the Python files in `srcs` that lie in the target's own package.

        A macro may add a file of another package, as `pytest_test` does with its runner: that one has its own target.
        """
        own = [path_of(label) for label in self.srcs if package_of(label) == self.package]
        return tuple(path for path in own if path is not None and path.endswith(".py"))


def parse_query(lines: Iterable[str]) -> Iterator[Target]:
    """Read the rules from `bazel query --output=streamed_jsonproto`: one JSON object a line."""
    for line in lines:
        rule = json.loads(line).get("rule")
        if rule is not None:
            yield _target(rule)


def _target(rule: dict[str, Any]) -> Target:
    attributes = {attribute["name"]: attribute for attribute in rule.get("attribute", [])}

    def labels(name: str) -> tuple[str, ...]:
        return tuple(attributes.get(name, {}).get("stringListValue", ()))

    return Target(
        label=rule["name"],
        kind=rule["ruleClass"],
        srcs=labels("srcs"),
        deps=labels("deps"),
        inputs=frozenset(rule.get("ruleInput", ())),
        actual=attributes.get("actual", {}).get("stringValue"),
    )
