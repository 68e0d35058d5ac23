"""What the inventory should say: each textual candidate, judged by another checker and, where that ends, by hand."""

import ast
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import unquote, urlparse

from tests.ferry.corpus.fetch import Checker
from tests.ferry.corpus.packages import HERE
from tools.ferry.model import Inventory
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.types.lsp import LanguageServer, ServerError
from tools.ferry.types.names import ancestry


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """One use of a facade method's name outside the layer. The column counts from 1, as in the inventory."""

    file: str
    line: int
    column: int
    method: str
    receiver: str


@dataclass(slots=True)
class Score:
    """Candidates by what is true of them and what the inventory says; `decided` counts those judged by hand."""

    found: list[Candidate] = field(default_factory=list)
    missed: list[Candidate] = field(default_factory=list)
    wrong: list[Candidate] = field(default_factory=list)
    other: int = 0
    decided: int = 0
    undecided: list[Candidate] = field(default_factory=list)
    lost: list[Candidate] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of the facade's uses that the inventory has."""
        return len(self.found) / max(1, len(self.found) + len(self.missed))

    @property
    def precision(self) -> float:
        """The share of the inventory's uses that are the facade's."""
        return len(self.found) / max(1, len(self.found) + len(self.wrong))


def candidates(project: Project) -> dict[Candidate, tuple[Module, ast.Attribute]]:
    """Return every `….method` outside the facade's and the target's own code, in order."""
    facade = project.facade.module if project.facade else None
    found = {}
    for method in sorted(project.facade_methods):
        for module, node in project.program.loads.get(method, []):
            if isinstance(node, ast.Attribute) and node not in project.layer:
                if module in {facade, project.target.module}:
                    continue
                line = node.end_lineno or node.lineno
                column = (node.end_col_offset or 0) - len(method) + 1
                found[Candidate(module.file, line, column, method, ast.unparse(node.value))] = module, node
    return dict(sorted(found.items()))


def score(
    name: str, project: Project, inventory: Inventory, tree: Path, checker: Checker, progress: Callable[[str], None]
) -> Score:
    """Compare the inventory with the truth about each candidate."""
    own = _own(project)
    sites = {(s.file, s.line, s.column) for s in inventory.sites}
    said = {(u.file, u.line, u.method) for u in inventory.unknown}
    said |= {(e.file, e.line, e.method) for e in inventory.elsewhere}
    hand = [d for d in _decisions() if d["package"] == name]
    result = Score()
    asked = candidates(project)
    by_file: dict[Module, list[ast.Attribute]] = {}
    for candidate, (module, node) in asked.items():
        if not any(_covers(d, candidate) for d in hand):
            by_file.setdefault(module, []).append(node)
    verdicts: dict[ast.Attribute, bool | None] = {}
    eyes = _Eyes(tree, checker, own)
    with eyes.server:
        for number, (module, nodes) in enumerate(by_file.items()):
            progress(f"{name}: {len(verdicts)} of {len(asked)} candidates judged, file {number + 1} of {len(by_file)}")
            verdicts |= eyes.judge(module, nodes)
    for candidate, (module, node) in asked.items():
        verdict = next((bool(d["facade"]) for d in hand if _covers(d, candidate)), None)
        result.decided += verdict is not None
        listed = (candidate.file, candidate.line, candidate.column) in sites
        if not module.lines[node.lineno - 1].isascii():
            listed = any(s[:2] == (candidate.file, candidate.line) for s in sites)
        if not listed and (candidate.file, node.lineno, candidate.method) not in said:
            result.lost.append(candidate)
        _place(result, candidate, verdicts.get(node) if verdict is None else verdict, listed)
    return result


def _own(project: Project) -> set[tuple[str, int]]:
    """Return (file, line) of each method of the facade's family; the other bases of its heirs are of the family."""
    family = {c for cls in project.facade_classes for c in ancestry(project.program, cls)}
    methods = [m for cls in family for name, m in cls.methods.items() if name in project.facade_methods]
    return {(method.module.file, method.node.lineno) for method in methods}


def _place(result: Score, candidate: Candidate, verdict: bool | None, listed: bool) -> None:
    if verdict is None:
        result.undecided.append(candidate)
    elif verdict:
        (result.found if listed else result.missed).append(candidate)
    elif listed:
        result.wrong.append(candidate)
    else:
        result.other += 1


def _decisions() -> list[dict[str, str | bool]]:
    found: list[dict[str, str | bool]] = tomllib.loads((HERE / "decisions.toml").read_text(encoding="utf-8"))[
        "decision"
    ]
    return found


def _covers(decision: dict[str, str | bool], candidate: Candidate) -> bool:
    pairs = [("file", candidate.file), ("receiver", candidate.receiver), ("method", candidate.method)]
    return all(fnmatchcase(value, str(decision.get(key, "*"))) for key, value in pairs) and (
        "line" not in decision or decision["line"] == candidate.line
    )


class _Eyes:
    """basedpyright's go-to-definition; `own` are (file, line) of the facade's methods."""

    def __init__(self, tree: Path, checker: Checker, own: set[tuple[str, int]]) -> None:
        self._tree = tree.resolve()
        self._own = own
        self.server = LanguageServer(checker.command("basedpyright-langserver", "--stdio"), self._tree)

    def judge(self, module: Module, nodes: list[ast.Attribute]) -> dict[ast.Attribute, bool | None]:
        """Tell for each name whether it is the facade's method; None when the checker does not know."""
        path = self._tree / module.file
        places = [(n.end_lineno or n.lineno, (n.end_col_offset or 0) - len(n.attr)) for n in nodes]
        self.server.open(path, "\n".join(module.lines) + "\n")
        try:
            answers = self.server.definitions(path, places)
        except ServerError:
            return dict.fromkeys(nodes)
        finally:
            self.server.close(path)
        return {node: self._verdict(node.attr, answer) for node, answer in zip(nodes, answers, strict=True)}

    def _verdict(self, name: str, answer: list[tuple[str, int]]) -> bool | None:
        # For an argument that it does not know, the checker answers with the function that is called.
        named = [(path, at) for path, at in map(_place_of, answer) if name in _line(path, at)]
        found = {(self._file(path), at) for path, at in named}
        return bool(found & self._own) if found else None

    def _file(self, path: Path) -> str:
        return path.relative_to(self._tree).as_posix() if path.is_relative_to(self._tree) else str(path)


def _place_of(place: tuple[str, int]) -> tuple[Path, int]:
    return Path(unquote(urlparse(place[0]).path)), place[1]


def _line(path: Path, number: int) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return lines[number - 1] if number <= len(lines) else ""
