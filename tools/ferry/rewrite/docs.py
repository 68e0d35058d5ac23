"""The changes of the `docs` step: names in code follow, prose is listed for a person or is what a person wrote."""

import builtins
import re
from collections.abc import Mapping
from pathlib import Path

from tools.ferry.config import Step
from tools.ferry.config.schema import Config
from tools.ferry.model import WrongUse
from tools.ferry.plan.analysis import Analysis
from tools.ferry.project.project import Project
from tools.ferry.rewrite.changes import Changes
from tools.ferry.rewrite.completed import completed_files
from tools.ferry.rewrite.step_paths import file_of, files_of

_SPAN = re.compile(r"`[^`\n]+`")


def docs_step(analysis: Analysis, step: Step) -> Changes:
    """Rename the facade's names in code spans and code blocks; note each line that speaks of it in words.

    Documents of the `completed` folder take the place of those in the tree, and the list of call sites goes: there are
    none any more.
    """
    project = analysis.project
    root, config = project.program.root, project.config
    names = doc_names(config) | _packages(project) | _names_alone(project)
    completed = completed_files(config, step)
    changes = Changes()
    changes.contents |= {file: content for file, content in completed.items() if _differs(root / file, content)}
    changes.contents |= {
        document: None
        for document in (file_of(project, s, "document") for s in config.steps if s.kind == "identify")
        if document and (root / document).exists()
    }
    for file in sorted(set(files_of(project, step)) - set(completed)):
        data = (root / file).read_bytes()
        if b"\0" in data:
            continue  # a picture, or what else git would call binary
        before = _decoded(file, data)
        after, notes = rename_in_document(before, names)
        changes.notes += [f"{file}:{line}: {text}" for line, text in notes]
        if after != before:
            changes.contents[file] = after.encode()
    return changes


def _decoded(file: str, data: bytes) -> str:
    """Return the text; its line ends stay.

    Raises:
        WrongUse: when it is in another encoding.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise WrongUse(
            f"{file}:{line}: not UTF-8 text; save it as UTF-8, or leave it out of the step's files with `exclude`"
        ) from error


def _differs(path: Path, content: bytes) -> bool:
    return not path.exists() or path.read_bytes() != content


def doc_names(config: Config) -> dict[str, str]:
    """Return pattern -> replacement for everything that has a new name."""
    facade, target = (name.rpartition(".")[2] for name in (config.facade, config.target))
    twins = {config.facade: config.target, **config.target_accessors}
    names = {rf"(?<![\w.]){re.escape(old)}\b": new for old, new in twins.items()}
    names |= {
        rf"(?<![\w.]){re.escape(facade)}\.{re.escape(old)}\b": f"{target}.{new}" for old, new in config.methods.items()
    }
    names |= {rf"(?<![\w.]){re.escape(_last(old, config))}\b": _last(new, config) for old, new in twins.items()}
    old_path, new_path = (n.rpartition(".")[0].replace(".", "/") for n in (config.facade, config.target))
    names[rf"{re.escape(old_path)}\.py\b"] = f"{new_path}.py"
    for old, new in config.travel.items():
        names[rf"(?<=\w\.){re.escape(old)}\b"] = new
    for old, new in config.methods.items():
        names[rf"(?<=\.){re.escape(old)}(?=\()"] = new
    return names


def _last(name: str, config: Config) -> str:
    """Return the last part of a name, of a method that is an accessor with its class."""
    owner, _, short = name.rpartition(".")
    return f"{owner.rpartition('.')[2]}.{short}" if owner in {config.facade, config.target} else short


def _packages(project: Project) -> dict[str, str]:
    """Return the same for modules that have the name of an attribute by which the facade travels: they keep it."""
    named = (name for name in project.program.modules if name.rpartition(".")[2] in project.config.travel)
    return {rf"(?<![\w.]){re.escape(name)}\b": name for name in named}


def _names_alone(project: Project) -> dict[str, str]:
    """Return the same for methods that a code span names alone: `get_player(1)`, where nothing else has that name."""
    functions = project.program.functions.values()
    taken = {function.short for function in functions if function.cls not in project.facade_classes}
    taken |= {name for kind in (dict, list, set, str, bytes) for name in vars(kind)} | vars(builtins).keys()
    methods = project.config.methods.items()
    return {rf"(?<=`){re.escape(old)}(?=[(`])": new for old, new in methods if old not in taken}


def rename_in_document(text: str, names: Mapping[str, str]) -> tuple[str, list[tuple[int, str]]]:
    """Return the document with names in code replaced, and (line, text) of prose lines beside such names."""
    lines: list[str] = []
    notes: list[tuple[int, str]] = []
    fenced = False
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        code = fenced or line.startswith(("    ", "\t"))
        changed = _rename(line, names) if code else _SPAN.sub(lambda span: _rename(span.group(), names), line)
        if not code and (changed != line or re.search(r"\b_run_async\b|\b(a)?synchronous|\bblocks?\b|\bthread", line)):
            notes.append((number, f"read this: {line.strip()}"))
        lines.append(changed)
    return "".join(lines), notes


def _rename(text: str, names: Mapping[str, str]) -> str:
    """Replace each name once: what took its place is no name to be replaced."""
    new = list(names.values())
    pattern = "|".join(f"({old})" for old in names)
    return re.sub(pattern, lambda found: new[(found.lastindex or 1) - 1], text)
