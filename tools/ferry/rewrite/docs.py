"""The changes of the `docs` step: names in code follow, prose is listed for a person or is what a person wrote."""

import re
from collections.abc import Mapping
from pathlib import Path

from tools.ferry.config import Step
from tools.ferry.config.schema import Config
from tools.ferry.model import WrongUse
from tools.ferry.plan.analysis import Analysis
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
    names = doc_names(config)
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


def doc_names(config: Config) -> Mapping[str, str]:
    """Return pattern -> replacement for everything that has a new name."""
    facade, target = (name.rpartition(".")[2] for name in (config.facade, config.target))
    names = {
        rf"(?<![\w.]){re.escape(facade)}\.{re.escape(old)}\b": f"{target}.{new}" for old, new in config.methods.items()
    }
    names |= {
        rf"(?<![\w.]){re.escape(old.rpartition('.')[2])}\b": new.rpartition(".")[2]
        for old, new in {config.facade: config.target, **config.target_accessors}.items()
    }
    old_path, new_path = (n.rpartition(".")[0].replace(".", "/") for n in (config.facade, config.target))
    names[rf"{re.escape(old_path)}\.py\b"] = f"{new_path}.py"
    for old, new in config.travel.items():
        names[rf"(?<=\w\.){re.escape(old)}\b"] = new
    for old, new in config.methods.items():
        names[rf"(?<=\.){re.escape(old)}(?=\()"] = new
    return names


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
    for pattern, new in names.items():
        text = re.sub(pattern, new, text)
    return text
