"""Comments, strings and documents that name the facade: no code depends on them, a reader does.

And the code that ferry does not read: notebooks, stubs, scripts without an ending.
"""

import ast
import io
import re
import tokenize
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence

from tools.ferry.model import Mention, Site
from tools.ferry.project.project import Project
from tools.ferry.source import DOCUMENTS, Function, Module, find_texts, lines_of
from tools.ferry.source.nodes import span_of


def find_mentions(project: Project, sites: Collection[Site]) -> tuple[Mention, ...]:
    """Return each place in prose that names the facade, an accessor or a companion.

    A string that is a site already (a quoted annotation, the name in a `patch`) is no mention.
    """
    names = _names(project)
    pattern = _pattern(names)
    taken = {(site.file, site.line, site.column) for site in sites}
    found: set[Mention] = set()
    functions: dict[Module, list[Function]] = {}
    for function in project.program.functions.values():
        functions.setdefault(function.module, []).append(function)
    for module in project.program.files.values():
        if any(name in module.text for name in names) and pattern.search(module.text):
            found |= set(_in_module(project, module, functions.get(module, []), pattern, taken))
    return tuple(sorted(found | set(_in_texts(project))))


def mentions_in_code_beside(project: Project) -> tuple[Mention, ...]:
    """Return each place in code that ferry does not read, and does not change, that names the facade."""
    return tuple(sorted(m for m in _in_texts(project) if not m.file.endswith(DOCUMENTS)))


def _names(project: Project) -> set[str]:
    config = project.config
    return {name.rpartition(".")[2] for name in (config.facade, *config.accessors, *config.companions)}


def _pattern(names: set[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names)))})\b")


def _in_texts(project: Project) -> Iterator[Mention]:
    config, pattern = project.config, _pattern(_names(project))
    written = {step.text("document") for step in config.steps}
    for file in find_texts(project.program.root, config.exclude):
        if file not in written:
            yield from _in_document(project, file, pattern)


def _in_module(
    project: Project,
    module: Module,
    functions: list[Function],
    pattern: re.Pattern[str],
    taken: set[tuple[str, int, int]],
) -> Iterator[Mention]:
    # A comment that names something has a `#` before it; most modules have none, and need not be taken into tokens.
    named = [number for number, line in enumerate(module.lines, start=1) if pattern.search(line)]
    commented = any("#" in module.lines[number - 1] for number in named)
    for line, start, end in (*(_comments(module) if commented else ()), *_strings(module, taken, named)):
        for match in pattern.finditer(module.lines[line - 1], start, end):
            where = _innermost(functions, line)
            yield Mention(
                module.file, line, match.start() + 1, match.group(), where or module.name,
                project.category(module), module.lines[line - 1].strip(),
            )  # fmt: skip


def _comments(module: Module) -> Iterator[tuple[int, int, int]]:
    """Yield (line from 1, first column from 0, end column) of each comment."""
    for token in tokenize.generate_tokens(io.StringIO("\n".join(module.lines) + "\n").readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.start[1], token.end[1]


def _strings(module: Module, taken: set[tuple[str, int, int]], named: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the same of each line of each string that is no site and stands where lines are `named`."""
    for node in module.nodes(ast.Constant):
        if not isinstance(node.value, str):
            continue
        if bisect_left(named, node.lineno) == bisect_right(named, node.end_lineno or node.lineno):
            continue
        span = span_of(node, module.lines)
        if (module.file, span.line, span.column + 1) in taken:
            continue
        code = [span_of(value, module.lines) for value in _code_around(module, node)]
        for line in range(span.line, span.end_line + 1):
            start = span.column if line == span.line else 0
            end = span.end_column if line == span.end_line else len(module.lines[line - 1])
            for part in sorted((p for p in code if p.line <= line <= p.end_line), key=lambda p: (p.line, p.column)):
                yield line, start, part.column if line == part.line else 0
                start = part.end_column if line == part.end_line else end
            yield line, start, end


def _code_around(module: Module, text: ast.Constant) -> list[ast.expr]:
    """Return the expressions in the f-string of which the text is a part: as a part it has the place of the whole."""
    around: ast.AST = text
    above = module.parents[around]
    while isinstance(above, ast.JoinedStr) or (isinstance(above, ast.FormattedValue) and above.format_spec is around):
        around, above = above, module.parents[above]
    parts = ast.walk(around) if around is not text else ()
    return [part.value for part in parts if isinstance(part, ast.FormattedValue)]


def _innermost(functions: list[Function], line: int) -> str:
    around = [f for f in functions if f.node.lineno <= line <= (f.node.end_lineno or 0)]
    return max(around, key=lambda f: f.node.lineno).name if around else ""


def _in_document(project: Project, file: str, pattern: re.Pattern[str]) -> Iterator[Mention]:
    try:
        text = (project.program.root / file).read_bytes().decode("utf-8", "replace")
    except OSError:
        return  # a link to nowhere: no code depends on it
    category = project.config.category_of(file)
    for number, line in enumerate(lines_of(text), start=1):
        for match in pattern.finditer(line):
            yield Mention(file, number, match.start() + 1, match.group(), "", category, line.strip())
