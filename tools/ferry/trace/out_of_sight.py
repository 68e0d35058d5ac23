"""Uses of the facade's methods on objects to which no carrier leads: the facade of which carrier they may be.

`vars(app)["layer"].count()`, `queue.get().count()`, `weakref.ref(layer)().count()`: nothing follows the object through
the library, so what its carrier holds has to stay as it is for such a use.
"""

import ast
from collections import deque
from collections.abc import Iterator

from tools.ferry.carriers.places import class_carriers, read_carriers
from tools.ferry.functions.receivers import is_unknown
from tools.ferry.project.carriers import Carrier, Components
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.guessed import guessed, inside, is_known
from tools.ferry.trace.keepers import ANY, GIVEN_AWAY, HANDED_ON, MAKERS, Keepers, is_builtin, read_under, texts
from tools.ferry.trace.loaded import is_module
from tools.ferry.trace.made_of import REFLECTIVE, made_of
from tools.ferry.trace.special_calls import SENT, is_special
from tools.ferry.types.by_text import text_of
from tools.ferry.types.collections import ADDING_METHODS
from tools.ferry.types.flow import CONSTRUCTORS
from tools.ferry.types.members import stores_of
from tools.ferry.types.names import ancestry, derives_from_outside, descendants, find_method
from tools.ferry.types.of_tests import defined_for
from tools.ferry.types.values import ClassRef, External, FunctionRef, Instance
from tools.ferry.uses.signatures import spreads

_CALL = "unittest.mock.call"

_STEPS = 256
"""How many expressions are looked at for the origin of one object."""


class OutOfSight:
    """What went out of sight in one project: `sources` bring the facade in, each into its carrier."""

    def __init__(self, project: Project, components: Components) -> None:
        self.sources: dict[ast.expr, Carrier] = {}
        self._project = project
        self._components = components
        self._kept: dict[Carrier | str, list[Carrier]] = {}
        self._keepers = Keepers(project)
        self._filled_in: dict[Module, frozenset[str]] = {}
        self._parts: dict[ast.expr, list[tuple[Module, ast.expr]]] = {}

    def note(self, carrier: Carrier, module: Module, node: ast.expr) -> None:
        """Note what the value of the carrier is given to at the node: `queue.put(layer)`, `local.layer = layer`."""
        for keeper in self._keepers.of(module, node):
            self._kept.setdefault(keeper, []).append(carrier)

    def is_lost(self, module: Module, node: ast.Attribute) -> bool:
        """Tell whether nothing says whose attribute it is."""
        resolution = self._project.references.resolve(module, node)
        definitions = defined_for(module, resolution.definitions)
        if definitions or resolution.outside or self._is_recorded(module, node.value):
            return False
        is_unknown = self.is_unknown(module, node.value) or self.lacks(module, node.value, node.attr)
        return is_unknown or (self._keepers.mocks_keep and self._keepers.is_mock(module, node.value))

    def _is_recorded(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the expression is a part of what a mock has recorded, `call.layer`: that is no object."""
        while isinstance(node, ast.Attribute | ast.Call):
            node = node.value if isinstance(node, ast.Attribute) else node.func
        return External(_CALL) in self._project.references.inference.of(module, node)

    def lacks(self, module: Module, node: ast.expr, name: str) -> bool:
        """Tell whether nothing in the tree gives objects of its class the attribute: it comes in some other way."""
        program = self._project.program
        values = self._project.references.inference.of(module, node)
        classes = [value.cls for value in values if isinstance(value, Instance | ClassRef)]
        known = any(is_known(self._project, cls, name) for cls in classes)
        return bool(classes) and not known and not any(derives_from_outside(program, cls) for cls in classes)

    def answers_for_another(self, module: Module, node: ast.expr, name: str) -> bool:
        """Tell whether the object has no such attribute, and its class asks another one by `__getattr__`."""
        values = self._project.references.inference.of(module, node)
        classes = [value.cls for value in values if isinstance(value, Instance)]
        asks = any(find_method(self._project.program, cls, "__getattr__") for cls in classes)
        return asks and self.lacks(module, node, name)

    def _kept_by_mock(self, node: ast.expr) -> list[Carrier]:
        return self._kept.get(f"mock:{node.attr}", []) if isinstance(node, ast.Attribute) else []

    def is_unknown(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the object is of no class that we know."""
        return self._keepers.is_unknown(module, node)

    def origins(self, module: Module, node: ast.expr, *, seen_only: bool = False) -> Iterator[Carrier]:
        """Yield the carriers whose facade the object can be, by what it is taken out of, the nearest first.

        With `seen_only`, no name alone counts, nor a parameter of which nothing says what it gets, nor what is given to
        a function that nothing is known of.
        """
        find = self._brought if seen_only else self._found_at
        queue = deque([(module, node)])
        seen: set[ast.expr] = set()
        asked: set[str] = set()
        of_mock = self._keepers.is_mock(module, node)
        while queue and len(seen) < _STEPS:
            owner, current = queue.popleft()
            if current in seen:
                continue
            seen.add(current)
            yield from self._kept_by_mock(current) if of_mock else find(owner, current)
            yield from () if seen_only else self._answered(owner, current, asked)
            is_end = current in self.sources or (seen_only and self._calls_anything(owner, current))
            parts = [] if is_end else [*self._made_of(owner, current)]
            if called_name(current) in REFLECTIVE or getattr(current, "attr", "") == "__dict__":
                for part in parts:
                    yield from self._inside(*part)
            if not seen_only and not is_end:
                parts += guessed(self._project, owner, current)
                parts += inside(self._project, owner, current) if current is not node else ()
            queue += parts

    def _made_of(self, module: Module, node: ast.expr) -> list[tuple[Module, ast.expr]]:
        """Return what the expression is made of; kept, as many objects lead to the same."""
        if node not in self._parts:
            self._parts[node] = list(made_of(self._project, module, node))
        return self._parts[node]

    def _calls_anything(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the expression is a call of which nothing says what is called."""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            return False
        return not is_builtin(node.func) and not self._project.references.inference.of(module, node.func)

    def handed_to(self, carrier: Carrier) -> list[Carrier]:
        """Return the carriers of which Python may put the value into this one, as far as no code does."""
        handed_on = self._kept.get(HANDED_ON, [])
        match carrier.owner:
            case Function() as function if handed_on and carrier.kind == "local" and is_special(function):
                is_param = any(param.arg == carrier.name for param in function.params[1:])
                return self._kept.get(f"{function.short}()", []) if is_param else []
            case Class() as cls if handed_on:
                return [] if is_known(self._project, cls, carrier.name) else handed_on
        return []

    def callers(self) -> Iterator[tuple[Module, ast.Call, Carrier]]:
        """Yield `methodcaller("count")`, `attrgetter("count")` of the facade's methods, each with what it may get.

        Those also that are told a name which is made at run time, where they are given objects at once.
        """
        loads = self._project.program.loads
        for module, name in (place for maker in sorted(MAKERS) for place in loads.get(maker, [])):
            call = module.parents[name]
            if not isinstance(call, ast.Call) or call.func is not name or self._project.is_retired(module):
                continue
            is_applied = isinstance(module.parents[call], ast.Call)
            is_open = is_applied and not all(isinstance(argument, ast.Constant) for argument in call.args)
            named = {part for text in texts(call.args) for part in text.split(".")}
            if is_open or named & self._project.facade_methods:
                yield from ((module, call, carrier) for carrier in self.beside(module, call))

    def beside(self, module: Module, node: ast.expr) -> Iterator[Carrier]:
        """Yield the carriers of the facade to which the function at the node may be applied: where it is given away."""
        around = module.parents[node]
        if not isinstance(around, ast.Call):
            yield from self._kept.get(ANY, [])
        for argument in around.args if isinstance(around, ast.Call) else ():
            yield from self.origins(module, argument) if argument is not node else ()

    def _found_at(self, module: Module, node: ast.expr) -> Iterator[Carrier]:
        yield from self._brought(module, node)
        names = [*read_under(self._project, module, node)]
        if isinstance(node, ast.Call):
            names += [*self._keepers.told(module, node), *self._keepers.library(module, node.func)]
        kept = [*self._kept_by_mock(node), *(carrier for name in names for carrier in self._kept.get(name, []))]
        yield from kept
        match node:
            case ast.Attribute(value=base, attr=name) if self._is_open_parameter(
                module, base
            ) or self.answers_for_another(module, base, name):
                yield from self._components.attributes(name)
            case ast.Attribute(attr=name) if not kept and is_unknown(self._project, module, node):
                yield from self._components.attributes(name)
                yield from self._returned_by_generators() if name == "value" else ()
            case ast.Name(name) if self._project.program.binder(module, node) is None:
                yield from self._kept.get(name, [])
            case ast.Call(func=ast.Name(id="globals")):
                yield from self._components.variables(module)
            case ast.Yield():
                yield from self._kept.get(f"{SENT}()", [])
            case ast.Call(func=ast.Attribute(attr=name) as method) if is_unknown(self._project, module, method):
                yield from self._components.results(name)
                yield from self._put_under(name)
        is_lacking = isinstance(node, ast.Attribute) and self.lacks(module, node.value, node.attr)
        if is_lacking or self._is_filled(module, node):
            yield from self._kept.get(ANY, [])
        yield from self._of_loaded(module, node)
        yield from self._handed(module, node)
        if self._is_open_parameter(module, node) or self._is_rest(module, node):
            yield from self._kept.get(ANY, [])
            # What is only given away must be used somewhere.
            yield from (c for c in self._kept.get(GIVEN_AWAY, []) if not self._components.of(c).uses)

    def _of_loaded(self, module: Module, node: ast.expr) -> list[Carrier]:
        """Return the variables that are read of a module which is imported, or looked up, by a name."""
        match node:
            case ast.Attribute(value=owner, attr=name) if is_module(self._project, module, owner):
                return self._components.variables(name=name)
            case ast.Call(func=ast.Name("getattr"), args=[owner, asked, *_]) if is_module(self._project, module, owner):
                return self._components.variables(name=text_of(self._project.program, module, asked) or "")
        return []

    def _handed(self, module: Module, node: ast.expr) -> list[Carrier]:
        """Return what Python hands to special methods, if the expression is a parameter of one."""
        function = self._project.program.binder(module, node) if isinstance(node, ast.Name) else None
        if function is None or not is_special(function):
            return []
        is_param = any(param.arg == getattr(node, "id", "") for param in function.params[1:])
        return self._kept.get(HANDED_ON, []) if is_param else []

    def _is_filled(self, module: Module, node: ast.expr) -> bool:
        """Tell whether code unseen puts something inside: its method for that is handed on, not called there."""
        if not isinstance(node, ast.Name | ast.Attribute):
            return False
        if module not in self._filled_in:
            loads = [n for name in sorted(ADDING_METHODS) for n in self._project.program.loads.within(module, name)]
            around = [(node, module.parents[node]) for node in loads if isinstance(node, ast.Attribute)]
            handed_on = [n.value for n, call in around if not (isinstance(call, ast.Call) and call.func is n)]
            self._filled_in[module] = frozenset(ast.dump(value) for value in handed_on)
        return bool(self._filled_in[module]) and ast.dump(node) in self._filled_in[module]

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

    def _answered(self, module: Module, node: ast.expr, asked: set[str]) -> Iterator[Carrier]:
        """Yield what an object gives that may be the one of which something is asked by these names, and note its own.

        So of `reduce(first, holders).make()` it is what `make` gives of each of `holders`.
        """
        for value in self._project.references.inference.of(module, node) if asked else ():
            if isinstance(value, Instance | ClassRef) and value.cls not in self._project.facade_classes:
                methods = [find_method(self._project.program, value.cls, name) for name in sorted(asked)]
                held = [Carrier("return", method, "") for method in methods if method is not None]
                held += [c for name in sorted(asked) for c in class_carriers(self._project, value.cls, name)]
                yield from (carrier for carrier in held if self._components.known(carrier))
        asking = node.func if isinstance(node, ast.Call) else node
        asked.update({asking.attr} if isinstance(asking, ast.Attribute) else ())

    def _inside(self, module: Module, node: ast.expr) -> Iterator[Carrier]:
        """Yield the carriers that are attributes of the object."""
        program = self._project.program
        for value in self._project.references.inference.of(module, node):
            if isinstance(value, Instance | ClassRef):
                for cls in (*ancestry(program, value.cls), *descendants(program, value.cls)):
                    carriers = (Carrier("attr", cls, name) for name in cls.assigned)
                    yield from (carrier for carrier in carriers if self._components.known(carrier))


def _says_nothing(annotation: ast.expr | None) -> bool:
    return annotation is None or called_name(annotation) in {"Any", "object"}
