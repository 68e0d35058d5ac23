"""Objects that the tree makes, or their classes, and where they go to code outside it, which may call their methods."""

import ast
from collections.abc import Iterable, Iterator

from tools.ferry.carriers.loads import loads_of
from tools.ferry.functions.handed_out import HandedOut, Place
from tools.ferry.functions.put_in_place import is_put_in_place
from tools.ferry.functions.variable_calls import VariableCalls
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.names import ancestry, descendants, find_method
from tools.ferry.types.values import External, Instance
from tools.ferry.uses.usage import is_framework

_PROTOCOLS = {"acquire": 0, "emit": 1, "filter": 1, "flush": 0, "format": 1, "handle": 1, "keys": 0, "read": 0,
              "readline": 0, "release": 0, "write": 1, "writelines": 1}  # fmt: skip
"""Methods by which libraries use any object that has them, with the number of arguments that they give: of files,
mappings, locks, and handlers of logging."""

_BESIDE = {"acquire": "release", "flush": "write", "keys": "__getitem__", "release": "acquire"}
"""What an object has beside such a method, if that is meant by it."""

_CARRYING = frozenset({
    "Process", "Thread", "Timer", "copy", "critical", "deepcopy", "error", "exception", "log", "proxy", "put",
    "put_nowait", "ref", "submit", "warning",
})  # fmt: skip
"""Functions that only hand on what they are given, or show it as a text."""

_ASKING = frozenset({
    "AsyncMock", "Depends", "Factory", "Field", "MagicMock", "Mock", "NewType", "PrivateAttr", "Security",
    "TypeAdapter", "TypeVar", "attrib", "create_autospec", "defaultdict", "expect", "field", "fields", "getmembers",
    "getsource", "ib", "issubclass", "object", "patch", "query", "raises", "scalars", "select", "super",
})  # fmt: skip
"""What only looks at a class that it is given, or gives the objects that it makes of it back to the tree."""

_DESCRIBING = frozenset({"bound", "default_factory", "response_model", "return_type", "spec", "spec_set"})
"""Keywords by which a class is only described."""


class MadeObjects:
    """Where objects of one project go from where they are made; answers are kept."""

    def __init__(self, project: Project, variables: VariableCalls, handed_out: HandedOut) -> None:
        self._project = project
        self._variables = variables
        self._handed_out = handed_out
        self._made: dict[Class, list[Place]] = {}
        self._given: dict[Class, list[Place]] = {}
        self._classes: dict[Class, list[Place]] = {}

    def called(self, method: Function, family: Iterable[Function]) -> list[Place]:
        """Return where objects that are called come to code that may do so: `sorted(names, key=Rank(store))`.

        Code outside the tree, code that reads them off an unknown object, and calls not seen to run one of the family.
        Where they are made, if no call of the tree is seen to run the method.
        """
        found: list[Place] = []
        handed_out, relatives = self._handed_out, tuple(family)
        in_threads = {node for one in relatives for _, node in self._variables.in_threads.get(one, [])}  # for now
        is_run = bool(in_threads) or any(self._variables.of(one) for one in relatives)
        for module, made in (place for cls in self._having(method) for place in self._made_of(cls)):
            places = [place for place in handed_out.places(module, made) if self._have(method.short, *place)]
            if not any(is_framework(*place, is_object=True) for place in places):
                left = (place for place in places if place[1] not in in_threads and handed_out.leaves(*place))
                found += left if is_run else [(module, made)]
            found += [*handed_out.hidden_calls(relatives, module, made), *handed_out.unseen(module, made)]
        found += self._classes_given(method)
        return list(dict.fromkeys(found))

    def given(self, method: Function) -> list[Place]:
        """Return where objects that have the method go to code outside the tree: `register_instance(Api(store))`."""
        places = (place for cls in self._having(method) for place in self._given_of(cls))
        objects = [place for place in dict.fromkeys(places) if self._have(method.short, *place)]
        return [*objects, *self._classes_given(method)]

    def used_by_protocol(self, method: Function) -> list[Place]:
        """Return where objects go to code that knows them by the method alone, and calls it: `csv.writer(Log(layer))`.

        `dict(table)` and `f(**table)` call `keys`.
        """
        if method.short not in _PROTOCOLS or not _takes(method, _PROTOCOLS[method.short]):
            return []
        beside = _BESIDE.get(method.short, method.short)
        classes = [cls for cls in self._having(method) if find_method(self._project.program, cls, beside) is not None]
        made = (place for cls in classes for place in self._made_of(cls))
        places = dict.fromkeys(place for one in made for place in self._handed_out.places(*one))
        used = (p for p in places if self._leaves(*p) and called_name(_taking(*p)) not in _CARRYING)
        spread = (place for place in places if method.short == "keys" and _is_spread(*place))
        return [p for p in (*used, *spread) if self._have(method.short, *p) and not _is_asserted(*p)]

    def is_made(self, method: Function) -> bool:
        """Tell whether the tree makes objects that have the method."""
        return any(self._made_of(cls) for cls in self._having(method))

    def _having(self, method: Function) -> Iterator[Class]:
        """Yield the classes whose objects have the method: its own, and heirs."""
        program = self._project.program
        for cls in descendants(program, method.cls) if method.cls is not None else ():
            if find_method(program, cls, method.short) is method:
                yield cls

    def _made_of(self, cls: Class) -> list[Place]:
        if cls not in self._made:
            named = [*self._project.references.to(cls), *self._by_its_methods(cls)]
            places = (place for one in named for place in self._handed_out.places(*one))
            around = ((module, name, module.parents[name]) for module, name in places)
            calls = ((m, call) for m, name, call in around if isinstance(call, ast.Call) and call.func is name)
            self._made[cls] = [place for place in dict.fromkeys(calls) if not self._project.is_retired(place[0])]
        return self._made[cls]

    def _by_its_methods(self, cls: Class) -> Iterator[Place]:
        """Yield where class methods name the class of which they are called: `return cls(store)`."""
        for method in (method for base in ancestry(self._project.program, cls) for method in base.methods.values()):
            if any(called_name(decorator) == "classmethod" for decorator in method.decorators) and method.params:
                yield from loads_of(self._project, Carrier("local", method, method.params[0].arg))

    def _classes_given(self, method: Function) -> list[Place]:
        """Return where code outside gets a class whose objects have the method: `add_argument(action=Look)`."""
        return list(dict.fromkeys(place for cls in self._having(method) for place in self._class_given(cls)))

    def _class_given(self, cls: Class) -> list[Place]:
        if cls not in self._classes:
            named = self._project.references.to(cls)
            places = dict.fromkeys(place for one in named for place in self._handed_out.places(*one))
            left = (place for place in places if not _is_only_asked(*place) and not _is_asserted(*place))
            self._classes[cls] = [place for place in left if self._leaves(*place)]
        return self._classes[cls]

    def _given_of(self, cls: Class) -> list[Place]:
        if cls not in self._given:
            places = (place for made in self._made_of(cls) for place in self._handed_out.places(*made))
            left = (place for place in dict.fromkeys(places) if self._leaves(*place))
            self._given[cls] = [place for place in left if not _is_asserted(*place)]
        return self._given[cls]

    def _leaves(self, module: Module, node: ast.expr) -> bool:
        """Tell whether an object, or a class, goes to code outside the tree; a test only puts it into a place."""
        return self._handed_out.leaves(module, node) and not is_put_in_place(self._project, module, node)

    def _have(self, name: str, module: Module, node: ast.expr) -> bool:
        """Tell whether there are objects with the method, and nothing else: others come where an object does."""
        values = self._project.references.inference.of(module, node)
        classes = [value.cls for value in values if isinstance(value, Instance)]
        methods = [find_method(self._project.program, cls, name) for cls in classes]
        return bool(methods) and None not in methods and len(methods) == len(values)


def taker(project: Project, module: Module, node: ast.expr) -> str:
    """Return the name of the library that gets the object at the node, or the empty string where none is known."""
    current: ast.AST = module.parents[node]
    while isinstance(current, ast.expr | ast.keyword) and not isinstance(current, ast.Call):
        current = module.parents[current]
    owners: list[ast.expr] = []
    if isinstance(current, ast.Call):
        owners = [current.func, *([current.func.value] if isinstance(current.func, ast.Attribute) else [])]
    elif isinstance(current, ast.Assign):
        owners = [target.value for target in current.targets if isinstance(target, ast.Attribute)]
    values = (value for owner in owners for value in project.references.inference.of(module, owner))
    return next((value.name.partition(".")[0] for value in values if isinstance(value, External)), "")


def _taking(module: Module, node: ast.expr) -> ast.expr:
    """Return the callee that gets the object as an argument, or the object itself."""
    around = module.parents[node]
    call = module.parents[around] if isinstance(around, ast.keyword) else around
    return call.func if isinstance(call, ast.Call) else node


def _takes(method: Function, given: int) -> bool:
    """Tell whether the method can be called with that many arguments."""
    arguments = method.node.args
    wanted = len(arguments.posonlyargs) + len(arguments.args) - 1
    has_rest = arguments.vararg is not None
    return wanted - len(arguments.defaults) <= given <= (given if has_rest else wanted)


def _is_spread(module: Module, node: ast.expr) -> bool:
    """Tell whether the object is taken for a mapping: `dict(table)`, `{**table}`, `f(**table)`."""
    match module.parents[node]:
        case ast.keyword(arg=None):
            return True
        case ast.Dict(keys=keys, values=values):
            return keys[values.index(node)] is None if node in values else False
        case ast.Call(func=func) as call:
            return node in call.args and called_name(func) in {"dict", "update"}
    return False


def _is_only_asked(module: Module, node: ast.expr) -> bool:
    """Tell whether what gets the class only looks at it, or makes objects of it for the tree."""
    around = module.parents[node]
    while isinstance(around, ast.List | ast.Tuple | ast.Set | ast.Dict | ast.BoolOp | ast.IfExp | ast.Starred):
        around = module.parents[around]
    if isinstance(around, ast.keyword) and around.arg in _DESCRIBING:
        return True
    call = module.parents[around] if isinstance(around, ast.keyword) else around
    return isinstance(call, ast.Call) and called_name(call.func) in _ASKING


def _is_asserted(module: Module, node: ast.expr) -> bool:
    """Tell whether the object is given to an assertion of unittest, which only looks at it."""
    call = module.parents[node]
    return isinstance(call, ast.Call) and called_name(call.func).startswith("assert")
