"""Where the facade goes out of what is followed: into a library's hands, or Python's own, `zip(names, layers)`.

Where a type checker knows that an object is the facade, and nothing shows where it came from, it came out of there.
"""

import ast

from tools.ferry.carriers.places import is_element_read, is_elsewhere
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.trace.importing import Importing

_AROUND = (
    ast.Await | ast.BoolOp | ast.Dict | ast.GeneratorExp | ast.IfExp | ast.List | ast.ListComp | ast.NamedExpr | ast.Set
    | ast.SetComp | ast.Starred | ast.Tuple
)  # fmt: skip
"""Expressions that have the value, or have it inside."""

_LOOKING = (
    ast.Assert | ast.Compare | ast.Expr | ast.FormattedValue | ast.If | ast.Subscript | ast.UnaryOp | ast.While
)  # fmt: skip
"""Syntax that only asks for the value, or for something of it."""

ASKING = frozenset({
    "bool", "callable", "critical", "debug", "dir", "error", "exception", "format", "getattr", "hasattr", "hash", "id",
    "info", "isinstance", "issubclass", "len", "log", "print", "repr", "str", "type", "vars", "warning",
})  # fmt: skip
"""Functions that look at what they are given, and neither keep it nor give it back."""

_FOLLOWED = frozenset({"__init__", "__new__"})
"""Special methods of which what they give is followed to where they are called."""

_PLAIN = frozenset({
    "abstractmethod", "asynccontextmanager", "cache", "cached_property", "classmethod", "contextmanager", "fixture",
    "lru_cache", "overload", "override", "property", "staticmethod", "wraps",
})  # fmt: skip
"""Decorators with which a function is called by its name, and gives what it gives."""


class LetGo:
    """The carriers of one project whose facade goes where nothing follows it, in the order of discovery."""

    def __init__(self, project: Project, importing: Importing) -> None:
        self._project = project
        self._importing = importing
        self._carriers: dict[Carrier, set[Module]] = {}

    def near(self, module: Module) -> list[Carrier]:
        """Return those let go in the module, in one that it imports, or in one that imports it."""
        places = self._carriers.items()
        return [
            carrier for carrier, owners in places if any(self._importing.are_beside(module, owner) for owner in owners)
        ]

    def note(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Note the carrier if its value, which the node reads and no carrier gets, is let go there."""
        if self._is_let_go(module, node):
            self._carriers.setdefault(carrier, set()).add(module)

    def note_result(self, carrier: Carrier) -> None:
        """Note the carrier if it is what a function gives to others than those that are seen to call it."""
        if carrier.kind == "return" and isinstance(carrier.owner, Function) and self._is_run_unseen(carrier.owner):
            self._carriers.setdefault(carrier, set()).add(carrier.owner.module)

    def _is_let_go(self, module: Module, node: ast.expr) -> bool:
        whole = outermost(module, node)
        parent = module.parents[whole]
        if isinstance(parent, ast.Attribute):
            return is_elsewhere(self._project, module, parent) and not is_element_read(self._project, module, parent)
        if isinstance(parent, _LOOKING) and getattr(parent, "slice", None) is not whole:
            return False
        return not isinstance(parent, ast.Call) or (parent.func is not whole and called_name(parent) not in ASKING)

    def _is_run_unseen(self, function: Function) -> bool:
        """Tell whether Python runs the function, or what it is handed to: nothing shows who gets what it gives."""
        if isinstance(function.node, ast.Lambda) or (function.is_generator and function.returns):
            return True
        if function.short.startswith("__") and function.short not in _FOLLOWED:
            return True
        if any(called_name(decorator) not in _PLAIN for decorator in function.decorators):
            return True
        return any(
            function in self._project.references.resolve(module, name).definitions
            for module, name in self._project.program.loads.get(function.short, [])
            if isinstance(name.ctx, ast.Load) and not _is_called(module, name)
        )


def _is_called(module: Module, name: ast.expr) -> bool:
    """Tell whether a function of this name is called here, as FastAPI does too, or something is read of it."""
    parent = module.parents[name]
    if isinstance(parent, ast.Call):
        return parent.func is name or called_name(parent) == "Depends"
    return isinstance(parent, ast.Attribute)


def outermost(module: Module, node: ast.expr) -> ast.expr:
    """Return the whole expression that has the value of the node, or has it inside."""
    while isinstance(module.parents[node], _AROUND):
        node = module.parents[node]  # type: ignore[assignment]
    return node
