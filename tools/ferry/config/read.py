"""Reading `ferry.toml`; every complaint names the file, the line and the key."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from tools.ferry.config.lines import line_of
from tools.ferry.config.schema import STEP_KINDS, Config, Step
from tools.ferry.model import WrongUse

_TOP = frozenset({"version", "roots", "exclude", "facade", "target", "methods", "travel", "categories", "steps"})
_TARGET = {"class", "accessors", "classes", "from_facade", "to_sync", "sync_callers", "stay_sync"}
_WRITTEN = {"document", "file", "files"}
"""The keys of a step that name what it writes or deletes."""
_OF_EACH = {"id", "kind", "needs"}
_LISTS = {"category", "categories", "files"}
"""The keys of a step that may have a list; the others have a string."""
_STEP_ID = re.compile(r"^\w[\w.-]*$")
_DOTTED = re.compile(r"^[^\W\d]\w*(\.[^\W\d]\w*)+$")
_NAME = re.compile(r"^[^\W\d]\w*$")


class ConfigError(WrongUse):
    """`ferry.toml` cannot be used. `problems` holds one `file:line: key: reason` a problem."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_config(path: Path) -> Config:
    """Read the configuration at `path`.

    Raises:
        ConfigError: with all problems found, not only the first.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors put a mark first
    except FileNotFoundError as error:
        raise ConfigError([f"{path}: there is no such file; `ferry init` writes a first one"]) from error
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([f"{path}: not UTF-8 text: {error}"]) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+)", str(error))
        line = int(place[1]) if place else text.rstrip().count("\n") + 1  # else it is "at end of document"
        raise ConfigError([f"{path}:{line}: {error}"]) from error
    reader = _Reader(str(path), text)
    config = reader.config(data)
    if reader.problems:
        raise ConfigError(reader.problems)
    return config


class _Reader:
    """Checks one document and collects what is wrong with it."""

    def __init__(self, path: str, text: str) -> None:
        self.problems: list[str] = []
        self._path = path
        self._text = text

    def config(self, data: Mapping[str, Any]) -> Config:
        self._unknown(data, _TOP, ())
        version = data.get("version")
        if version != 1 or not isinstance(version, int) or isinstance(version, bool):
            self._problem(("version",), f"must be 1, is {version!r}")
        facade = self._table(data, "facade", {"class", "accessors", "companions"})
        target = self._table(data, "target", _TARGET)
        methods = self._mapping(data, ("methods",), _NAME)
        return Config(
            facade=self._dotted(facade, ("facade", "class")),
            target=self._dotted(target, ("target", "class")),
            accessors=self._strings(facade, ("facade", "accessors"), _DOTTED),
            companions=self._strings(facade, ("facade", "companions"), _DOTTED),
            target_accessors=self._mapping(target, ("target", "accessors"), _DOTTED),
            target_classes=self._mapping(target, ("target", "classes"), _DOTTED),
            from_facade=self._dotted(target, ("target", "from_facade")) if "from_facade" in target else None,
            to_sync=self._dotted(target, ("target", "to_sync")) if "to_sync" in target else None,
            sync_callers=self._strings(target, ("target", "sync_callers"), _DOTTED),
            stay_sync=frozenset(self._strings(target, ("target", "stay_sync"), _NAME)),
            methods=methods,
            travel=self._mapping(data, ("travel",), _NAME),
            categories=self._categories(data),
            steps=self._steps(data),
            roots=self._roots(data),
            exclude=self._strings(data, ("exclude",)),
            path=self._path,
        )

    def _roots(self, data: Mapping[str, Any]) -> tuple[str, ...]:
        roots = self._strings(data, ("roots",))
        for root in roots:
            self._refuse_outside(("roots",), root)
        return roots or (".",)

    def _refuse_outside(self, key: tuple[str, ...], path: str, occurrence: int = 0) -> None:
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            self._problem(key, f"{path!r} leads out of the tree; a path in it is wanted", occurrence)

    def _problem(self, key: tuple[str, ...], reason: str, occurrence: int = 0) -> None:
        line = line_of(self._text, key, occurrence)
        self.problems.append(f"{self._path}:{line}: {'.'.join(key)}: {reason}")

    def _unknown(
        self, table: Mapping[str, Any], known: frozenset[str] | set[str], where: tuple[str, ...], nth: int = 0
    ) -> None:
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, sorted(known), 1)
                hint = f"do you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}"
                self._problem((*where, key), f"unknown key; {hint}", nth)

    def _table(self, data: Mapping[str, Any], name: str, known: set[str]) -> Mapping[str, Any]:
        table = data.get(name)
        if not isinstance(table, dict):
            self._problem((name,), "this table is required")
            return {}
        self._unknown(table, known, (name,))
        return table

    def _dotted(self, table: Mapping[str, Any], key: tuple[str, ...]) -> str:
        value = table.get(key[-1])
        if isinstance(value, str) and _DOTTED.match(value):
            return value
        self._problem(key, f"must be a dotted name such as 'package.module.Name', is {value!r}")
        return ""

    def _strings(
        self, table: Mapping[str, Any], key: tuple[str, ...], form: re.Pattern[str] | None = None
    ) -> tuple[str, ...]:
        value = table.get(key[-1], [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._problem(key, "must be a list of strings")
            return ()
        for item in value:
            if form and not form.match(item):
                self._problem(key, f"{item!r} is not a {'dotted name' if form is _DOTTED else 'name'}")
        return tuple(value)

    def _mapping(self, data: Mapping[str, Any], key: tuple[str, ...], form: re.Pattern[str]) -> Mapping[str, str]:
        value = data.get(key[-1], {})
        if not isinstance(value, dict):
            self._problem(key, "must be a table")
            return {}
        for old, new in value.items():
            if not isinstance(new, str) or not form.match(old) or not form.match(new):
                self._problem((*key, old), f"maps a name to a name; {new!r} is none")
        return {old: new for old, new in value.items() if isinstance(new, str)}

    def _categories(self, data: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
        value = data.get("categories", {})
        if not isinstance(value, dict):
            self._problem(("categories",), "must be a table of lists of paths")
            return {}
        return {name: self._strings(value, ("categories", name)) for name in value}

    def _steps(self, data: Mapping[str, Any]) -> tuple[Step, ...]:
        value = data.get("steps", [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self._problem(("steps",), "must be an array of tables: [[steps]]")
            return ()
        steps = [self._step(entry, nth) for nth, entry in enumerate(value)]
        ids = [step.id for step in steps]
        for nth, step in enumerate(steps):
            if step.id in ids[:nth]:
                self._problem(("steps", "id"), f"{step.id!r} is the id of an earlier step", nth)
            for need in step.needs:
                if need not in ids[:nth]:
                    self._problem(("steps", "needs"), f"{need!r} is not the id of an earlier step", nth)
        known = set(data.get("categories", {})) | {"other"}
        for nth, step in enumerate(steps):
            for category in set(step.categories) - known:
                self._problem(("steps", "category"), f"{category!r} is not a key of [categories]", nth)
            for category in step.categories:
                taken = next((other.id for other in steps[:nth] if category in other.categories), None)
                if taken is not None:
                    self._problem(("steps", "category"), f"{category!r} is of the step {taken} already", nth)
        return tuple(steps)

    def _step(self, entry: Mapping[str, Any], nth: int) -> Step:
        kind = str(entry.get("kind", ""))
        if kind not in STEP_KINDS:
            self._problem(("steps", "kind"), f"must be one of {', '.join(STEP_KINDS)}; is {kind!r}", nth)
        required, optional = STEP_KINDS.get(kind, (frozenset[str](), frozenset[str]()))
        if kind in STEP_KINDS:
            self._unknown(entry, required | optional | _OF_EACH, ("steps",), nth)
        for key in sorted(required - set(entry)):
            self._problem(("steps", key), f"is required in a step of kind {kind!r}", nth)
        if kind == "package" and not {"category", "categories"} & set(entry):
            self._problem(("steps", "category"), "is required in a step of kind 'package'", nth)
        step_id = entry.get("id")
        if not isinstance(step_id, str) or not _STEP_ID.match(step_id):
            reason = f"must be a word such as 'migrate_api', is {step_id!r}" if "id" in entry else "is required"
            self._problem(("steps", "id"), reason, nth)
        step = Step(
            id=str(entry.get("id", "")),
            kind=kind,
            needs=self._strings(entry, ("steps", "needs")),
            options={key: self._option(key, value, nth) for key, value in entry.items() if key not in _OF_EACH},
            line=line_of(self._text, ("steps", "id"), nth),
        )
        for key in sorted(_WRITTEN & set(entry)):
            for path in step.texts(key):
                self._refuse_outside(("steps", key), path, nth)
        return step

    def _option(self, key: str, value: object, nth: int) -> str | tuple[str, ...]:
        if isinstance(value, str):
            return value
        if key in _LISTS and isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self._problem(("steps", key), f"must be a {'list of strings' if key in _LISTS else 'string'}", nth)
        return ()
