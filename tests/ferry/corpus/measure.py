"""One package through everything: inventory against the truth, then all steps, each checked."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.ferry.corpus.checks import Diagnostics, broken_files, diagnose, lost_form
from tests.ferry.corpus.fetch import Checker, checker, fetch
from tests.ferry.corpus.packages import Package
from tests.ferry.corpus.prepare import STEPS, prepare
from tests.ferry.corpus.suite import TIME_LIMIT_S, environment, passed
from tests.ferry.corpus.truth import Score, score
from tools.ferry.config import read_config
from tools.ferry.inventory import take_inventory
from tools.ferry.plan import Analysis, analyse
from tools.ferry.rewrite import carry_out, write

Progress = Callable[[str], None]


@dataclass(slots=True)
class Result:
    """What was measured. `problems` are failed checks, with the step; `unreported` calls that no blocker names."""

    package: str
    version: str
    score: Score
    sites: dict[str, int]
    elsewhere: int
    unknown: dict[str, int]
    calls: int = 0
    left: int = 0
    unreported: list[str] = field(default_factory=list)
    blockers: dict[str, int] = field(default_factory=dict)
    files: int = 0
    problems: list[str] = field(default_factory=list)
    passed_before: int = 0
    passed_after: int = 0

    @property
    def share(self) -> float:
        """The share of the facade's calls that were rewritten without a person."""
        return 1 - self.left / max(1, self.calls)


def measure(package: Package, folder: Path, progress: Progress) -> Result:
    """Fetch, prepare, measure and migrate one package below `folder`."""
    progress(f"{package.name}: fetching {package.version}")
    programs = checker(folder)
    judge = Checker(programs, environment(package, folder) if package.suite else programs / "python")
    source = fetch(package, folder)
    tree = folder / "work" / package.name
    prepare(package, source, tree)
    config = read_config(tree / "ferry.toml")
    with analyse(tree, config, progress=lambda text: progress(f"{package.name}: {text}")) as analysis:
        inventory = take_inventory(analysis)
        result = Result(
            package=package.name,
            version=package.version,
            score=score(package.name, analysis.project, inventory, tree, judge, progress),
            sites=dict(sorted(Counter(site.kind for site in inventory.sites).items())),
            elsewhere=len(inventory.elsewhere),
            unknown=dict(Counter(_general(u.cause) for u in inventory.unknown).most_common()),
            calls=len(analysis.graph.facade_calls),
        )
    before = set[str]()
    if package.suite:
        progress(f"{package.name}: its own tests, before")
        before = passed(package, tree, folder)
        if not before:
            result.problems.append(f"its own tests: none passed before, or they took more than {TIME_LIMIT_S} s")
    _migrate(package, tree, judge, result, progress)
    if package.suite:
        progress(f"{package.name}: its own tests, after")
        after = passed(package, tree, folder)
        result.passed_before, result.passed_after = len(before), len(before & after)
        result.problems += [f"passes no more: {name}" for name in sorted(before - after)]
    return result


def _migrate(package: Package, tree: Path, judge: Checker, result: Result, progress: Progress) -> None:
    """Carry out all steps and note what each leaves wrong."""
    config = read_config(tree / "ferry.toml")
    known = Diagnostics() if package.checked_near else diagnose(tree, judge)
    touched: set[str] = set()
    for step in STEPS:
        progress(f"{package.name}: {step}")
        with analyse(tree, config) as analysis:
            changes = carry_out(analysis, step)
            looked_at = _near(analysis, changes.contents) if package.checked_near else ["."]
        if package.checked_near:
            progress(f"{package.name}: {step}: the other checker looks at {len(looked_at)} files before")
            known = diagnose(tree, judge, looked_at)
        before = {file: _text(tree, file) for file in changes.contents}
        write(tree, changes)
        touched |= set(changes.contents)
        result.problems += [f"{step}: does not compile: {b}" for b in broken_files(tree, sorted(changes.contents))]
        for file, text in before.items():
            result.problems += [f"{step}: {file}: {lost}" for lost in lost_form(text, _text(tree, file))]
        progress(f"{package.name}: {step}: the other checker looks at it")
        for (file, rule, message), count in sorted((diagnose(tree, judge, looked_at) - known).items()):
            result.problems.append(f"{step}: {file}: {rule}: {message} ({count})")
    with analyse(tree, config) as analysis:
        _again(analysis, result)
        _left(analysis, result)
    result.files = len(touched)


def _near(analysis: Analysis, changed: Iterable[str]) -> list[str]:
    """Return the files that change, and those that import their modules."""
    files = analysis.project.program.files
    names = {files[file].name for file in changed if file in files}
    found = {file for file in changed if file in files}
    for file, module in files.items():
        if any(dotted in names or dotted.rpartition(".")[0] in names for dotted in module.imports.values()):
            found.add(file)
    return sorted(found)


def _again(analysis: Analysis, result: Result) -> None:
    for step in STEPS:
        files = sorted(carry_out(analysis, step).contents)
        result.problems += [f"{step}: a second run changes {file}" for file in files]


def _left(analysis: Analysis, result: Result) -> None:
    """Count the calls that are still the facade's; each has to be a blocker's place."""
    places = {(b.file, b.line) for b in analysis.colour.blockers}
    for call in (c for c in analysis.graph.facade_calls if c.how != "awaited"):
        result.left += 1
        if (call.module.file, call.call.lineno) not in places and (call.module.file, call.use.lineno) not in places:
            result.unreported.append(f"{call.module.file}:{call.call.lineno}")
    result.blockers = dict(Counter(b.kind for b in analysis.colour.blockers).most_common())


def _general(cause: str) -> str:
    """Return the cause without the names in it."""
    return "`…`".join(cause.split("`")[::2])


def _text(tree: Path, file: str) -> str:
    return (tree / file).read_bytes().decode("utf-8", "replace")
