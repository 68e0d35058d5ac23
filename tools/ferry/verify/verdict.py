"""What `ferry verify` is asked to look for, and what it found."""

from dataclasses import dataclass

from tools.ferry.config import Config
from tools.ferry.model import Finding

OF_COROUTINES = frozenset({"unawaited", "await_outside", "async_iteration"})
"""The rules about what becomes of a coroutine."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What counts as migrated: the categories in which no reference to the facade may be left, or all of them."""

    migrated: frozenset[str] = frozenset()
    strict: bool = False
    mypy: bool = True

    def has_migrated(self, config: Config | None, file: str) -> bool:
        """Tell whether no reference to the facade may be left in the file."""
        return config is not None and (self.strict or config.category_of(file) in self.migrated)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings, sorted, one a place and rule, and notes: what a reader must know to judge them.

    `skipped` are the files of the tree that were not looked at. Of `retired` ones, which a step deletes, only what
    becomes of coroutines was: until then they call what is async now. `by_mypy` tells whether mypy had its full say.
    """

    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    skipped: frozenset[str]
    retired: frozenset[str]
    by_mypy: bool
    scope: Scope
    config: Config | None

    def looked_for(self, file: str, rule: str) -> bool:
        """Tell whether a finding of the rule in the file would have been seen, if there is one."""
        if file in self.retired and rule not in OF_COROUTINES:
            return False
        if file in self.skipped or (rule == "type_checker" and not self.by_mypy):
            return False
        return rule != "facade" or self.scope.has_migrated(self.config, file)
