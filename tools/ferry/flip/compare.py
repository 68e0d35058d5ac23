"""Comparing the checker's new diagnostics with the inventory's sites."""

import ast
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tools.ferry.config import Config
from tools.ferry.flip.copy import copy_flipped, family, methods_of
from tools.ferry.model import Inventory, WrongUse, counted
from tools.ferry.verify.checker import Diagnostic, run_mypy
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.loading import load
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import ClassInfo, File

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, order=True)
class Risk:
    """A place on which the two do not agree. `who` missed it: the inventory, the checker, or both of them."""

    file: str
    line: int
    who: Literal["inventory", "checker", "both"]
    what: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """The result: the methods that were flipped, how many sites the checker noticed where, and what is left.

    `inside` counts the places in the layers' own classes, the facade's and the target's, which are no risk.
    `problem` says why the checker could not finish; then its silence proves nothing.
    """

    methods: tuple[str, ...]
    sites: int
    at_the_statement: int
    in_the_function: int
    new: int
    inside: int
    risks: tuple[Risk, ...]
    problem: str = ""

    def missed_by(self, who: str) -> list[Risk]:
        """Return the places that one of them, or both, did not see."""
        return [risk for risk in self.risks if risk.who == who]


@dataclass(frozen=True, slots=True)
class Flipped:
    """What mypy notices anew in the copy: nothing of the inventory has gone into it."""

    files: list[File]
    family: list[ClassInfo]
    names: frozenset[str]
    methods: tuple[str, ...]
    new: list[Diagnostic]
    problem: str


def flip(root: Path, config: Config, progress: Progress) -> Flipped:
    """Flip the facade in a copy, and check before and after. The tree itself is only read.

    Raises:
        WrongUse: when the tree has no such facade, or none of its methods can be flipped.
    """
    tree = load(root, config.roots, config.exclude)
    eyes = Eyes(tree)
    paths = [file.path for file in tree.files if file not in tree.hidden.values()]  # mypy takes one file of a name
    with tempfile.TemporaryDirectory(prefix="ferry-flip-") as folder:
        copy = Path(folder)
        methods = copy_flipped(eyes, config, root, copy)
        if not methods:
            raise WrongUse(f"{config.facade}: the tree has no methods of it that could become async")
        progress("checking the tree as it is")
        before = run_mypy(root, paths, config.roots)
        progress(f"checking a copy with {counted(len(methods), 'method')} flipped")
        after = run_mypy(copy, paths, config.roots)
    new = _added(before.diagnostics, after.diagnostics)
    classes = [*family(eyes, config.facade), *family(eyes, config.target)]
    return Flipped(tree.files, classes, methods_of(eyes, config), methods, new, before.problem or after.problem)


def _added(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics that only the flipped copy has; the column may move, the line does not."""
    known = Counter((d.file, d.line, d.code, d.text) for d in before)
    added = []
    for diagnostic in after:
        key = (diagnostic.file, diagnostic.line, diagnostic.code, diagnostic.text)
        if known[key]:
            known[key] -= 1
        else:
            added.append(diagnostic)
    return added


def compare(flipped: Flipped, inventory: Inventory) -> Opinion:
    """Compare what mypy notices with what the inventory knows."""
    by_path = {file.path: _Lines(file) for file in flipped.files}
    new = flipped.new
    noticed = {(d.file, line) for d in new for line in by_path[d.file].statement(d.line)}
    functions = {(d.file, by_path[d.file].function(d.line)) for d in new}
    sites = [s for s in inventory.sites if s.kind in {"call", "reference", "mock"} and s.method in flipped.names]
    there = {(s.file, s.line) for s in sites if s.file in by_path}
    around = {(s.file, by_path[s.file].function(s.line)) for s in inventory.sites if s.file in by_path}
    exact = {place for place in there if place in noticed}
    near = {(f, n) for f, n in there - exact if (f, by_path[f].function(n)) in functions}
    risks = {
        Risk(d.file, d.line, "inventory", f"{d.text} [{d.code}]")
        for d in new if (d.file, by_path[d.file].function(d.line)) not in around
    }  # fmt: skip
    for site in sites:
        if (site.file, site.line) not in exact | near:
            risks.add(Risk(site.file, site.line, "checker", f"{site.receiver}.{site.method} [{site.evidence}]"))
    accounted = there | {(e.file, e.line) for e in inventory.elsewhere}
    unknown = {(u.file, u.line): u.cause for u in inventory.unknown}
    for path, line, text in _candidates(flipped.files, flipped.names):
        if (path, line) not in accounted and (path, line) not in noticed:
            risks.add(Risk(path, line, "both", f"{text}: {unknown.get((path, line), 'in no list of the inventory')}"))
    outside = tuple(risk for risk in sorted(risks) if not _is_inside(risk, flipped.family))
    inside = len(risks) - len(outside)
    counts = (len(there), len(exact), len(near), len(new), inside)
    return Opinion(flipped.methods, *counts, outside, flipped.problem)


def _is_inside(risk: Risk, classes: list[ClassInfo]) -> bool:
    """Tell whether the place is in one of the facade's own classes."""
    return any(
        risk.file == cls.file.path and cls.node.lineno <= risk.line <= (cls.node.end_lineno or 0) for cls in classes
    )


def _candidates(files: list[File], names: frozenset[str]) -> Iterable[tuple[str, int, str]]:
    """Yield every place that names one of the methods as an attribute: what no analysis may lose."""
    for file in files:
        for node in file.nodes:
            if isinstance(node, ast.Attribute) and node.attr in names:
                yield file.path, node.end_lineno or node.lineno, ast.unparse(node)


class _Lines:
    """The statements and functions of one file by line."""

    def __init__(self, file: File) -> None:
        statements = [n for n in file.nodes if isinstance(n, ast.stmt) and not hasattr(n, "body")]
        self._statements = [range(s.lineno, (s.end_lineno or s.lineno) + 1) for s in statements]
        self._functions = [
            (n.lineno, n.end_lineno or n.lineno) for n in file.nodes if isinstance(n, FunctionDef)
        ]  # fmt: skip

    def statement(self, line: int) -> range:
        """Return the lines of the simple statement at a line; the line itself inside the head of a block."""
        return min((s for s in self._statements if line in s), key=len, default=range(line, line + 1))

    def function(self, line: int) -> int:
        """Return the first line of the innermost function around a line; 0 at module level."""
        return max((start for start, end in self._functions if start <= line <= end), default=0)
