"""Objects and classes that code loads by a name it is given: what an annotation calls the facade may be any heir."""

import ast

from tools.ferry.carriers.places import called_functions
from tools.ferry.functions.variables import values_of
from tools.ferry.project.project import Project
from tools.ferry.source import Module, called_name, dotted
from tools.ferry.types.flow import CONSTRUCTORS
from tools.ferry.types.values import External

IMPORTERS = frozenset({"import_module", "__import__"})
RESOLVERS = frozenset({"import_from_string", "import_string", "locate", "maybe_dotted", "resolve_name"})
"""Functions of libraries that load what a dotted path names: pkgutil, pydoc, Django, Werkzeug, Pyramid, …"""

_ENTRIES = frozenset({"entry_points", "iter_entry_points"})
_LOADING = IMPORTERS | RESOLVERS | _ENTRIES | {"modules"}
_STEPS = 32
"""How many expressions are looked at for the origin of one value."""


def is_loaded(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether the value, or the class of which it is made, is loaded by a name that is put together."""
    queue, seen = [(module, node)], set[ast.expr]()
    while queue and len(seen) < _STEPS:
        owner, value = queue.pop()
        if value in seen:
            continue
        seen.add(value)
        if isinstance(value, ast.Name) and owner.has_any(_LOADING):
            queue += values_of(project, owner, value)
        elif isinstance(value, ast.Call):
            functions = [f for f in called_functions(project, owner, value) if f.short not in CONSTRUCTORS]
            if _loads(project, owner, value, is_own=bool(functions)):
                return True
            queue += ((f.module, given) for f in functions if f.module.has_any(_LOADING) for given in f.returns)
            queue += [(owner, value.func)] if isinstance(value.func, ast.Call | ast.Name) else []
    return False


def _loads(project: Project, module: Module, call: ast.Call, *, is_own: bool) -> bool:
    if called_name(call) == "getattr" and len(call.args) > 1 and not isinstance(call.args[1], ast.Constant):
        return module.has_any(_LOADING) and is_module(project, module, call.args[0])
    if is_own:
        return False
    owner = call.func
    while isinstance(owner, ast.Attribute):
        owner = owner.value
    if owner is not call.func and module.has_any(_LOADING) and is_module(project, module, owner):
        return True  # `import_module(name).load()`
    return called_name(call) in RESOLVERS or _is_entry_point(project, module, call)


def is_module(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether the expression is a module that is imported by a name, or looked up among those that are."""
    for _, value in [(module, node), *values_of(project, module, node)]:
        if isinstance(value, ast.Call) and called_name(value) in IMPORTERS | RESOLVERS:
            return True
        if isinstance(value, ast.Subscript) and dotted(value.value) == "sys.modules":
            return True
    return False


def _is_entry_point(project: Project, module: Module, call: ast.Call) -> bool:
    """Tell whether an entry point of a package is loaded: `entry_point.load()`."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "load" or call.args or call.keywords:
        return False
    values = project.references.inference.of(module, call.func.value)
    return all(isinstance(v, External) for v in values) and module.has_any(_ENTRIES)
