"""Compares what targets declare with what their sources import."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tools.imports.build_file import WrittenDependency, written_dependencies
from tools.imports.distributions import Distributions
from tools.imports.findings import Edit, Finding, Kind
from tools.imports.labels import short
from tools.imports.layers import Layers
from tools.imports.modules import ModuleIndex, module_name
from tools.imports.targets import PYTHON_KINDS, Target
from tools.imports.uses import Use, UseReader


class Checker:
    """The check of one checkout against its build graph."""

    def __init__(self, root: Path, targets: Sequence[Target], distributions: Distributions, layers: Layers) -> None:
        self._root = root
        self._targets = targets
        self._layers = layers
        self._reader = UseReader(root, ModuleIndex(targets), distributions)
        self._aliases = {target.label: target.actual for target in targets if target.actual is not None}

    def check(self, files: Iterable[str]) -> list[Finding]:
        """Return all findings, sorted; `files` are the paths of the Python files that have to be in a target."""
        findings = list(_files_in_no_target(files, self._targets))
        packages: dict[str, list[Target]] = defaultdict(list)
        for target in self._targets:
            if target.kind in PYTHON_KINDS:
                packages[target.package].append(target)
        for package, targets in packages.items():
            written = self._written(package)
            for target in targets:
                findings.extend(self._check_target(target, written.get(target.name, [])))
        return sorted(findings, key=lambda finding: (finding.place, finding.kind, finding.subject))

    def _written(self, package: str) -> Mapping[str, list[WrittenDependency]]:
        return written_dependencies(self._root / package / "BUILD.bazel", package)

    def _check_target(self, target: Target, written: list[WrittenDependency]) -> Iterator[Finding]:
        uses: list[Use] = []
        for path in target.sources:
            # A source that another rule makes is not there to be read.
            if (self._root / path).is_file():
                try:
                    uses.extend(self._reader.uses(target, path))
                except SyntaxError as error:
                    yield Finding(target.label, Kind.UNREADABLE, path, f"{path}:{error.lineno} {error.msg}")
        yield from _forbidden(target, uses, self._layers)
        yield from _missing(target, uses, {target.label, *map(self._resolve, target.deps)})
        used = {label for use in uses for label in use.labels}
        for dependency in written:
            yield from _judge_written(target, dependency, is_used=self._resolve(dependency.label) in used)

    def _resolve(self, label: str) -> str:
        return self._aliases.get(label) or label


def _files_in_no_target(files: Iterable[str], targets: Iterable[Target]) -> Iterator[Finding]:
    held = {label for target in targets for label in target.inputs}
    for path in files:
        if held.isdisjoint(_possible_labels(path)):
            yield Finding(path, Kind.NO_TARGET, path, "add it to the srcs of a target, or delete it")


def _possible_labels(path: str) -> Iterator[str]:
    """Yield every label that a file can have: any folder above it may be its package."""
    parts = path.split("/")
    for end in range(len(parts)):
        yield f"//{'/'.join(parts[:end])}:{'/'.join(parts[end:])}"


def _forbidden(target: Target, uses: Iterable[Use], layers: Layers) -> Iterator[Finding]:
    for use in uses:
        if use.module is not None:
            violation = layers.violation(_slashes(module_name(use.path)), _slashes(use.module))
            if violation is not None:
                yield Finding(target.label, Kind.FORBIDDEN, str(use.imported), f"{use.evidence}; {violation}")


def _slashes(module: str) -> str:
    return module.replace(".", "/")


def _missing(target: Target, uses: Iterable[Use], present: set[str]) -> Iterator[Finding]:
    first: dict[str, Use] = {}
    for use in uses:
        if not use.imported.optional and use.labels.isdisjoint(present):
            first.setdefault(min(use.labels, default=str(use.imported)), use)
    for label, use in first.items():
        if use.labels:
            written = short(label, target.package)
            edit = Edit(f"add deps {written}", short(target.label))
            yield Finding(target.label, Kind.MISSING, written, use.evidence, edit)
        else:
            yield Finding(target.label, Kind.UNKNOWN, label, f"{use.evidence}, which nothing provides")


def _judge_written(target: Target, dependency: WrittenDependency, *, is_used: bool) -> Iterator[Finding]:
    line = f"{target.package}/BUILD.bazel:{dependency.line}"
    label = short(dependency.label, target.package)
    if dependency.keep == "":
        yield Finding(target.label, Kind.NO_REASON, label, f"{line} says `# keep` without `: reason`")
    elif dependency.keep is None and not is_used:
        edit = Edit(f"remove deps {label}", short(target.label))
        yield Finding(target.label, Kind.SUPERFLUOUS, label, f"{line} declares it; no source imports it", edit)
