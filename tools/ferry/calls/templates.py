"""Calls in the templates of pages: `{{ room.title() }}` calls a method of what Python's code gives the template."""

import re
from functools import cached_property

from tools.ferry.functions.made_objects import MadeObjects
from tools.ferry.functions.second_names import names_of
from tools.ferry.project.project import Project
from tools.ferry.source import TEMPLATES, Function, find_files

Place = tuple[str, int, str]
"""A file, a line from 1, and the text of the call there."""

_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\$\{.*?\}|<%.*?%>", re.DOTALL)
"""What Jinja and Mako take for code. Django's templates call what they read: no brackets tell it from a value."""

_CALL = re.compile(r"((?:\b[A-Za-z_]\w*)?(?:\.[A-Za-z_]\w*)*\.)([A-Za-z_]\w*)\s*\(")
_SET = re.compile(r"\{%-?\s*set\s+(\w+)\s*=")
"""What a template of Jinja itself gives a name."""

_FRAMEWORKS = frozenset(
    {"config", "cycler", "forloop", "g", "joiner", "loop", "namespace", "request", "self", "session"}
)
"""Names under which the frameworks themselves give templates their objects."""


class Templates:
    """The calls of methods in the templates of one project; of whose, no template says."""

    def __init__(self, project: Project, objects: MadeObjects) -> None:
        self._project = project
        self._objects = objects

    def fitting(self, method: Function) -> list[Place]:
        """Return the calls that can be of the method, of which the tree makes objects."""
        if method.cls is None or method.short.startswith("_"):
            return []
        found = [place for name in names_of(method) for place in self._named.get(name, [])]
        return found if found and self._objects.is_made(method) else []

    @cached_property
    def _named(self) -> dict[str, list[Place]]:
        """The calls in templates, by the name of the method."""
        root, exclude = self._project.program.root, self._project.config.exclude
        found: dict[str, list[Place]] = {}
        for file in find_files(root, exclude, TEMPLATES, unreadable=lambda _: None):
            text = (root / file).read_text(encoding="utf-8", errors="replace")
            own = _FRAMEWORKS | set(_SET.findall(text))
            for code in _CODE.finditer(text):
                for call in _CALL.finditer(code.group()):
                    line = text.count("\n", 0, code.start() + call.start()) + 1
                    if call[1].partition(".")[0] not in own:
                        found.setdefault(call[2], []).append((file, line, f"{call[1]}{call[2]}()"))
        return found
