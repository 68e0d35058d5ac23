"""Uses of the facade's methods on objects to which no carrier leads: the facade of which carrier they may be.

`vars(app)["layer"].count()`, `queue.get().count()`, `weakref.ref(layer)().count()`: nothing follows the object through
the library, so what its carrier holds has to stay as it is for such a use.
"""

import ast
import builtins
import sys
from collections import deque
from collections.abc import Iterable, Iterator

from tools.ferry.carriers.places import attribute_carriers, called_functions, read_carriers
from tools.ferry.functions.handed_out import CALLING
from tools.ferry.project.carriers import Carrier, Components
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.trace.made_of import REFLECTIVE, made_of
from tools.ferry.trace.records import fields_made
from tools.ferry.types.flow import CONSTRUCTORS, parameter_of
from tools.ferry.types.members import stores_of
from tools.ferry.types.names import ancestry, descendants
from tools.ferry.types.values import ClassRef, External, FunctionRef, Instance, Mock, Value
from tools.ferry.uses.signatures import spreads

_MAKERS = frozenset({"attrgetter", "methodcaller"})
"""What gives a function that reads, or calls, what it is told of an object that comes later."""

_ANY = ""
"""The name under which a call keeps what may go to any parameter."""

_CATCHING = frozenset({"assertRaises", "assertRaisesRegex", "exc_info", "raises"})
"""What gives an exception that other code has raised."""

_DEEP = 8
"""How many variables are looked through for where an object comes from."""

_STEPS = 256
"""How many expressions are looked at for the origin of one object."""


class OutOfSight:
    """What went out of sight in one project: `sources` bring the facade in, each into its carrier."""

    def __init__(self, project: Project, components: Components) -> None:
        self.sources: dict[ast.expr, Carrier] = {}
        self._project = project
        self._components = components
        self._kept: dict[Carrier | str, list[Carrier]] = {}
        self._mocks_keep = False

    def note(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Note what the value of the carrier is given to at the node: `queue.put(layer)`, `local.layer = layer`."""
        for keeper in self._keepers(module, node):
            self._kept.setdefault(keeper, []).append(carrier)

    def _keepers(self, module: Module, node: ast.expr) -> Iterator[Carrier | str]:
        """Yield the object that keeps the value for itself, and the name under which an unknown one does."""
        parent = module.parents[node]
        match parent:
            case ast.Assign():
                for target in parent.targets:
                    yield from self._mocks_attribute(module, target)
                    yield from () if self._is_followed(module, target) else _names(target)
            case ast.Dict():
                yield from _texts([key for key, value in zip(parent.keys, parent.values, strict=True) if value is node])
                yield from self._keepers(module, parent)
            case ast.List() | ast.Tuple() | ast.Set():
                yield from self._keepers(module, parent)
            case ast.Subscript() if parent.slice is node:  # a key, which comes out when the table is gone through
                yield from _names(parent.value)
                yield from read_carriers(self._project, module, parent.value)
            case ast.keyword(arg=str(name)):
                yield name
        call = module.parents[parent] if isinstance(parent, ast.keyword | ast.Starred) else parent
        if isinstance(call, ast.Call) and call.func is not node:
            yield from [_ANY] if self._can_go_anywhere(module, call, node, parent) else []
            yield from _texts(call.args[1:2] if called_name(call) in {"setattr", "__setattr__"} else [])
            if isinstance(call.func, ast.Attribute):
                yield from read_carriers(self._project, module, call.func.value)
            yield from fields_made(self._project, module, call.func)
            yield from self._library(module, call.func)

    def _is_followed(self, module: Module, target: ast.expr) -> bool:
        """Tell whether the attribute is a carrier, or one of a shared holder or a mock: that of a function is none."""
        if not isinstance(target, ast.Attribute) or self.is_unknown(module, target.value):
            return False
        others = target.attr in self._project.config.travel or self._is_mock(module, target.value)
        return others or any(True for _ in attribute_carriers(self._project, module, target))

    def _library(self, module: Module, callee: ast.expr) -> Iterator[str]:
        """Yield the module outside the tree whose function is called: what it is given another one may give back."""
        for value in self._project.references.inference.of(module, callee):
            owner = value.name.rpartition(".")[0] if isinstance(value, External) and not value.called else ""
            if owner and owner.partition(".")[0] not in sys.stdlib_module_names:
                yield f"{owner}:"

    def _can_go_anywhere(self, module: Module, call: ast.Call, node: ast.expr, parent: ast.AST) -> bool:
        """Tell whether nothing says which parameter receives the argument: `f(layer)`, `show(*parts)`."""
        if isinstance(parent, ast.Starred) or (isinstance(parent, ast.keyword) and parent.arg is None):
            return True
        functions = called_functions(self._project, module, call)
        if functions:
            return any(parameter_of(call, node, function) is None for function in functions)
        if called_name(call) in CALLING or any(keyword.arg == "key" for keyword in call.keywords):
            return True
        known = [v for v in self._project.references.inference.of(module, call.func) if not _is_made_reader(v)]
        return isinstance(call.func, ast.Name | ast.Call | ast.Subscript) and not known and not _is_builtin(call.func)

    def is_lost(self, module: Module, node: ast.Attribute) -> bool:
        """Tell whether nothing says whose attribute it is."""
        resolution = self._project.references.resolve(module, node)
        if resolution.definitions or resolution.outside:
            return False
        return self.is_unknown(module, node.value) or (self._mocks_keep and self._is_mock(module, node.value))

    def _mocks_attribute(self, module: Module, target: ast.expr) -> Iterator[str]:
        """Yield the name under which a mock keeps the value: it comes out where that is read of anything."""
        if isinstance(target, ast.Attribute) and self._is_mock(module, target.value):
            self._mocks_keep = True
            yield f"mock:{target.attr}"

    def _kept_by_mock(self, node: ast.expr) -> list[Carrier]:
        return self._kept.get(f"mock:{node.attr}", []) if isinstance(node, ast.Attribute) else []

    def _is_mock(self, module: Module, node: ast.expr) -> bool:
        values = self._project.references.inference.of(module, node)
        return bool(values) and all(isinstance(value, Mock) for value in values)

    def is_unknown(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the object is of no class that we know."""
        return all(isinstance(value, External) for value in self._project.references.inference.of(module, node))

    def origins(self, module: Module, node: ast.expr, *, seen_only: bool = False) -> Iterator[Carrier]:
        """Yield the carriers whose facade the object can be, by what it is taken out of, the nearest first.

        With `seen_only`, no name alone counts, nor a parameter of which nothing says what it gets, nor what is given to
        a function that nothing is known of.
        """
        find = self._brought if seen_only else self._found_at
        queue = deque([(module, node)])
        seen: set[ast.expr] = set()
        of_mock = self._is_mock(module, node)
        while queue and len(seen) < _STEPS:
            owner, current = queue.popleft()
            if current in seen:
                continue
            seen.add(current)
            yield from self._kept_by_mock(current) if of_mock else find(owner, current)
            is_end = current in self.sources or (seen_only and self._calls_anything(owner, current))
            parts = [] if is_end else list(made_of(self._project, owner, current))
            if called_name(current) in REFLECTIVE or getattr(current, "attr", "") == "__dict__":
                for part in parts:
                    yield from self._inside(*part)
            queue += parts

    def _calls_anything(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the expression is a call of which nothing says what is called."""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            return False
        return not _is_builtin(node.func) and not self._project.references.inference.of(module, node.func)

    def callers(self) -> Iterator[tuple[Module, ast.Call, Carrier]]:
        """Yield `methodcaller("count")`, `attrgetter("count")` of the facade's methods, each with what it may get."""
        loads = self._project.program.loads
        for module, name in (place for maker in sorted(_MAKERS) for place in loads.get(maker, [])):
            call = module.parents[name]
            if not isinstance(call, ast.Call) or call.func is not name or self._project.is_retired(module):
                continue
            if {part for text in _texts(call.args) for part in text.split(".")} & self._project.facade_methods:
                yield from ((module, call, carrier) for carrier in self.beside(module, call))

    def beside(self, module: Module, node: ast.expr) -> Iterator[Carrier]:
        """Yield the carriers of the facade to which the function at the node may be applied: where it is given away."""
        around = module.parents[node]
        if not isinstance(around, ast.Call):
            yield from self._kept.get(_ANY, [])
        for argument in around.args if isinstance(around, ast.Call) else ():
            yield from self.origins(module, argument) if argument is not node else ()

    def _found_at(self, module: Module, node: ast.expr) -> Iterator[Carrier]:
        yield from self._brought(module, node)
        names = [*_names(node), *(self._library(module, node.func) if isinstance(node, ast.Call) else ())]
        kept = [*self._kept_by_mock(node), *(carrier for name in names for carrier in self._kept.get(name, []))]
        yield from kept
        match node:
            case ast.Attribute(value=base, attr=name) if self._is_open_parameter(module, base):
                yield from self._components.attributes(name)
            case ast.Attribute(value=base, attr=name) if not kept and self._comes_from_outside(module, base):
                yield from self._components.attributes(name)
                yield from self._returned_by_generators() if name == "value" else ()
            case ast.Call(func=ast.Attribute(value=base, attr=name)) if self._comes_from_outside(module, base):
                yield from self._components.results(name)
                yield from self._put_under(name)
        if self._is_open_parameter(module, node) or self._is_rest(module, node):
            yield from self._kept.get(_ANY, [])

    def _put_under(self, name: str) -> Iterator[Carrier]:
        """Yield the results of functions that code puts into an attribute of the name: `plugin.make = give`."""
        for module, value, _ in stores_of(self._project.program, name):
            for kind in self._project.references.inference.of(module, value):
                result = Carrier("return", kind.function, "") if isinstance(kind, FunctionRef) else None
                if result is not None and self._components.known(result):
                    yield result

    def _returned_by_generators(self) -> list[Carrier]:
        """Return the results that `StopIteration` keeps."""
        results = self._components.results()
        return [one for one in results if isinstance(one.owner, Function) and one.owner.is_generator]

    def _brought(self, module: Module, node: ast.expr) -> Iterator[Carrier]:
        """Yield the carrier of a source, and what is read at the node."""
        if node in self.sources:
            yield self.sources[node]
        for carrier in read_carriers(self._project, module, node):
            yield from self._kept.get(carrier, [])
            if self._components.known(carrier):
                yield carrier

    def _comes_from_outside(self, module: Module, node: ast.expr, depth: int = 0) -> bool:
        """Tell whether an unknown object is a parameter that no call is seen to fill, caught, or taken out of such."""
        if depth > _DEEP or not self.is_unknown(module, node):
            return False
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Call | ast.Await):
            if called_name(node) in _CATCHING:
                return True
            node = node.func if isinstance(node, ast.Call) else node.value
        if not isinstance(node, ast.Name):
            return False
        function = self._project.program.binder(module, node)
        assigned = function.assigned.get(node.id, []) if function is not None else []
        if any(how == "caught" or (v is not None and called_name(v) in _CATCHING) for _, v, how in assigned):
            return True
        bound = [value for _, value, _ in assigned]
        from_others = (self._comes_from_outside(module, value, depth + 1) for value in bound if value is not None)
        return self._is_open_parameter(module, node) or any(from_others)

    def _is_open_parameter(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the expression is a parameter, `*args` or `**kwargs` of which no call says what it receives."""
        function = self._project.program.binder(module, node) if isinstance(node, ast.Name) else None
        if function is None or not isinstance(node, ast.Name) or not self.is_unknown(module, node):
            return False
        arguments = function.node.args
        params = (*function.params[function.cls is not None :], arguments.vararg, arguments.kwarg)
        is_open = any(p is not None and p.arg == node.id and _says_nothing(p.annotation) for p in params)
        return is_open and self._can_be_called_anyhow(function)

    def _is_rest(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the expression is the `*args` or `**kwargs` of a function."""
        function = self._project.program.binder(module, node) if isinstance(node, ast.Name) else None
        if function is None or not isinstance(node, ast.Name):
            return False
        rest = (function.node.args.vararg, function.node.args.kwarg)
        return any(param is not None and param.arg == node.id for param in rest)

    def _can_be_called_anyhow(self, function: Function) -> bool:
        """Tell whether something else than plain calls of the tree runs the function.

        It is handed on, decorated, a lambda, or called by Python itself, or by nobody that is seen to.
        """
        is_built = function.cls is not None and function.short in CONSTRUCTORS
        if isinstance(function.node, ast.Lambda) or function.decorators:
            return True
        if function.short.startswith("__") and not is_built:
            return True
        named = self._project.references.to(function.cls if is_built and function.cls is not None else function)
        for module, node in named:
            call = module.parents[node]
            if not isinstance(call, ast.Call) or call.func is not node:
                return True
            if spreads(call):
                return True
        return not named

    def _inside(self, module: Module, node: ast.expr) -> Iterator[Carrier]:
        """Yield the carriers that are attributes of the object."""
        program = self._project.program
        for value in self._project.references.inference.of(module, node):
            if isinstance(value, Instance | ClassRef):
                for cls in (*ancestry(program, value.cls), *descendants(program, value.cls)):
                    carriers = (Carrier("attr", cls, name) for name in cls.assigned)
                    yield from (carrier for carrier in carriers if self._components.known(carrier))


def _is_made_reader(value: Value) -> bool:
    return isinstance(value, External) and value.called and value.name.rpartition(".")[2] in _MAKERS


def _says_nothing(annotation: ast.expr | None) -> bool:
    return annotation is None or called_name(annotation) in {"Any", "object"}


def _is_builtin(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and hasattr(builtins, node.id)


def _names(node: ast.expr) -> Iterator[str]:
    """Yield the name of an attribute, or of an item: `app.layer`, `app["layer"]`."""
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Subscript):
        yield from _texts([node.slice])


def _texts(nodes: Iterable[ast.expr | None]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
