"""What decorators of the tree wrap, and the wrappers: where a wrapper has something of its own to await, all change.

    def admins_only(view):
        @wraps(view)
        def wrapper(user, *args):
            if not get_layer().is_admin(user):
                return "no"
            return view(user, *args)
        return wrapper

Calls of what it decorates get a coroutine then, whatever stands inside; so that becomes async, too, and is awaited.
"""

import ast
from collections.abc import Container

from tools.ferry.functions.decorators import can_have_twin, has_twin, wrappers_of
from tools.ferry.project.project import Project
from tools.ferry.source import Function
from tools.ferry.types.flow import wrapped_by
from tools.ferry.types.names import lookup
from tools.ferry.uses.consumption import shape_of

_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


class Wrapped:
    """The wrappers of one project that can change with what they wrap; answers are kept."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[Function, list[Function]] = {}

    def with_it(self, function: Function, coloured: Container[Function]) -> list[Function]:
        """Return what becomes async with the function, if it is a wrapper that does, or is wrapped by one."""
        if function in coloured and (inside := self.inside(function)):
            return inside
        wrappers = wrappers_of(self._project, function) if function.decorators else []
        return [one for one in wrappers if one in coloured and self.inside(one)]

    def inside(self, wrapper: Function) -> list[Function]:
        """Return the functions that the wrapper wraps and that can change with it; none where they cannot.

        They cannot where the decorator wraps both kinds already, is not only used as one, or wraps generators or what
        the layer has.
        """
        if wrapper not in self._known:
            self._known[wrapper] = self._inside(wrapper)
        return self._known[wrapper]

    def stays(self, wrapper: Function) -> bool:
        """Tell whether the wrapper cannot become async: not all that it wraps can with it, or is seen."""
        decorator = wrapper.outer
        if decorator is None or has_twin(decorator) or self.inside(wrapper):
            return False
        return bool(wrapped_by(self._project.references.inference, wrapper))

    def _inside(self, wrapper: Function) -> list[Function]:
        decorator = wrapper.outer
        if decorator is None or wrapper.is_async or isinstance(wrapper.node, ast.Lambda):
            return []
        found = wrapped_by(self._project.references.inference, wrapper)
        if not found or has_twin(decorator) or not can_have_twin(wrapper) or self._decorated(decorator) != set(found):
            return []
        return found if all(self._can_change(function) for function in found) else []

    def _can_change(self, function: Function) -> bool:
        return shape_of(function) == "await" and not self._project.is_retired(function.module)

    def _decorated(self, decorator: Function) -> set[Function] | None:
        """Return what the decorator, or the function that makes it, decorates; None where that is not all it is for."""
        named, found = decorator.outer or decorator, set[Function]()
        if self._is_renamed(named):
            return None  # references are known by the function's own name
        for module, name in self._project.references.to(named):
            call = module.parents[name]
            whole = call if isinstance(call, ast.Call) and call.func is name else name
            owner = module.parents[whole]
            if not isinstance(owner, _FUNCTIONS) or whole not in owner.decorator_list:
                return None
            decorated = self._project.program.by_line.get((module.file, owner.lineno))
            if not isinstance(decorated, Function):
                return None
            found.add(decorated)
        return found

    def _is_renamed(self, function: Function) -> bool:
        """Tell whether a module imports the function under another name."""
        program, short = self._project.program, function.short
        return any(
            local != short and dotted.rpartition(".")[2] == short and lookup(program, dotted) is function
            for module in program.files.values()
            if f"{short} as " in module.text
            for local, dotted in module.imports.items()
        )


def calls_inside(wrapper: Function, wrapped: str) -> list[ast.Call]:
    """Return the calls in the wrapper of what it wraps, which the decorator has by this name."""
    calls = [node for node in ast.walk(wrapper.node) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == wrapped]
