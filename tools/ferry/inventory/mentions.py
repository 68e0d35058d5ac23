"""Comments and docstrings that name the facade: no code depends on them, a reader does."""

import io
import re
import tokenize

from tools.ferry.model import Mention
from tools.ferry.plan.project import Project


def find_mentions(project: Project) -> tuple[Mention, ...]:
    """Return each line of a comment or docstring that has the name of the facade or of an accessor."""
    names = [project.config.facade, *project.config.accessors]
    pattern = re.compile("|".join(rf"\b{re.escape(name.rpartition('.')[2])}\b" for name in names))
    found: list[Mention] = []
    for module in project.program.files.values():
        if not pattern.search(module.text):
            continue
        for line, text in _prose("\n".join(module.lines) + "\n"):
            if pattern.search(text):
                found.append(Mention(module.file, line, text.strip()))
    return tuple(sorted(found))


def _prose(text: str) -> list[tuple[int, str]]:
    """Return (line, text) of comments and of strings that stand alone."""
    found: list[tuple[int, str]] = []
    fresh = True
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            found.append((token.start[0], token.string))
        elif token.type == tokenize.STRING and fresh:
            found += [(token.start[0] + n, line) for n, line in enumerate(token.string.splitlines())]
        elif token.type in {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.NL}:
            fresh = True
            continue
        fresh = token.type == tokenize.COMMENT
    return found
