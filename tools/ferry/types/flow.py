"""Where values go: from arguments to parameters."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tools.ferry.source import Class, Function, Module, Program, called_name, dotted
from tools.ferry.types.arguments import argument_of, is_bound, parameter_of
from tools.ferry.types.fixtures import given_by_mark
from tools.ferry.types.names import ancestry, descendants, find_method, resolve_expression
from tools.ferry.types.values import ClassRef, FunctionRef

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference

CONSTRUCTORS = ("__init__", "__new__")

HANDED_ON = {
    "partial": 0, "submit": 0, "to_thread": 0, "run_in_threadpool": 0, "run_sync": 0, "run_in_executor": 1,
    "addCleanup": 0, "add_task": 0, "atexit.register": 0, "callback": 0, "call_at": 1, "call_later": 1, "call_soon": 0,
    "call_soon_threadsafe": 0, "finalize": 1,
}  # fmt: skip
"""Calls that hand their further arguments to a function -> the position of that function."""
_LAST_NAMES = frozenset(name.rpartition(".")[2] for name in HANDED_ON)

STARTING = {"Thread": (1, 3, 4), "Process": (1, 3, 4), "Timer": (1, 2, 3)}
"""What is told of a function and of its arguments -> the positions of the function, `args` and `kwargs`."""


def arguments_for(inference: Inference, function: Function, name: str) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what each call of `function` in the tree passes for its parameter `name`."""
    for module, call in calls_of(inference, function):
        argument = argument_of(call, function, name)
        if argument is not None:
            yield module, argument


def calls_of(inference: Inference, function: Function) -> Iterable[tuple[Module, ast.Call]]:
    """Return the calls of `function`, also those that a thread makes; for a constructor, the calls of its class."""
    if inference.is_answering:  # what is not known yet may be known when it is asked for by itself
        return _find_calls(inference, function)
    if function not in inference.calls_of:
        inference.calls_of[function] = list(_find_calls(inference, function))
    return inference.calls_of[function]


def _find_calls(inference: Inference, function: Function) -> Iterator[tuple[Module, ast.Call]]:
    if isinstance(function.node, ast.Lambda):
        yield from _calls_of_lambda(inference, function.module, function.node)
    meant = {function, *overridden(inference.program, function)}
    for name in _spoken(inference, function):
        for module, node, around in _calls_by(inference, name):
            call = made_call(inference, module, around)
            if call.func is node and not meant.isdisjoint(callees(inference, module, call)):
                yield module, call
    if is_constructor(function):
        # A function that travels is mostly a callback: where it matters who calls that, it is asked for.
        yield from called_by_value(inference, function)
    for wrapped in wrapped_by(inference, function):
        for module, call in calls_of(inference, wrapped):
            yield module, call_of_wrapper(call, wrapped)


def _calls_by(inference: Inference, name: str) -> list[tuple[Module, ast.expr, ast.Call]]:
    """Return where the name is read for a call, of it or of what gets it, and that call; kept, as many ask."""
    if name not in inference.calls_by:
        reads = inference.program.loads.get(name, [])
        around = ((module, node, call_around(inference, module, node)) for module, node in reads)
        inference.calls_by[name] = [(module, node, call) for module, node, call in around if call is not None]
    return inference.calls_by[name]


def overridden(program: Program, function: Function) -> list[Function]:
    """Return the methods of bases that it overrides: what they are called on may be an object of its class."""
    if function.cls is None or is_constructor(function):
        return []
    above = ancestry(program, function.cls)[1:]
    return [base.methods[function.short] for base in above if function.short in base.methods]


def wrapped_by(inference: Inference, wrapper: Function) -> list[Function]:
    """Return the functions that a decorator replaces by the wrapper, or by an object that is called like one."""
    if wrapper.cls is not None and wrapper.short == "__call__":
        return [one for one in _decorated_by_class(inference, wrapper.cls) if wrapper in wrappers_of(inference, one)]
    decorator = wrapper.outer
    if decorator is None or wrapper not in returned_inner(decorator):
        return []
    return [one for one in decorated_by(inference, decorator) if isinstance(one, Function)]


def call_of_wrapper(call: ast.Call, decorated: Function) -> ast.Call:
    """Return the call of a decorated function as one of its wrapper, which gets the object of a method, too.

    Where the method comes out of a variable or a table, nothing says which object that is.
    """
    if not is_bound(call, decorated):
        return call
    is_named = isinstance(call.func, ast.Attribute) and call.func.attr == decorated.short
    owner = call.func.value if isinstance(call.func, ast.Attribute) and is_named else ast.Constant(None)
    return ast.Call(ast.Name(decorated.short), [owner, *call.args], call.keywords)


def wrappers_of(inference: Inference, function: Function) -> list[Function]:
    """Return the functions by which decorators of the tree replace the function: a call by its name runs them."""
    found: list[Function] = []
    given = [(one, value) for one in function.decorators for value in inference.of(function.module, one)]
    for one, value in given:
        if isinstance(value, FunctionRef):
            applied = [value.function] if isinstance(one, ast.Call) else decorating(value.function)
            found += [inner for decorator in applied for inner in returned_inner(decorator)]
        elif isinstance(value, ClassRef) and (method := find_method(inference.program, value.cls, "__call__")):
            found.append(method)
    return found


def _decorated_by_class(inference: Inference, cls: Class) -> Iterator[Function]:
    """Yield the functions in whose place an object of the class, or of an heir, is put."""
    for heir in descendants(inference.program, cls):
        for module, node in inference.program.loads.get(heir.name.rpartition(".")[2], []):
            owner = module.parents.get(node)
            if isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef) and node in owner.decorator_list:
                decorated = inference.program.by_line.get((module.file, owner.lineno))
                if isinstance(decorated, Function):
                    yield decorated


def returned_inner(function: Function) -> list[Function]:
    """Return the inner functions that the function returns by their names."""
    names = {part.id for returned in function.returns for part in _cases(returned) if isinstance(part, ast.Name)}
    return [inner for short, inner in function.inner.items() if short in names]


def decorating(function: Function) -> list[Function]:
    """Return what decorates where the function is a decorator without parentheses: itself, as a rule.

    Or the inner functions to which it gives what it gets: `return inner(given) if callable(given) else inner`.
    """
    params = {param.arg for param in function.params}
    calls = [part for returned in function.returns for part in _cases(returned) if isinstance(part, ast.Call)]
    given = {called_name(one) for one in calls if any(isinstance(a, ast.Name) and a.id in params for a in one.args)}
    inner = [one for short, one in function.inner.items() if short in given and returned_inner(one)]
    return inner or [function]


def _cases(node: ast.expr) -> list[ast.expr]:
    """Return what the expression gives in each case; `update_wrapper(inner, function)` gives `inner`."""
    if isinstance(node, ast.Call) and called_name(node) == "update_wrapper" and node.args:
        return _cases(node.args[0])
    return [*_cases(node.body), *_cases(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def _calls_of_lambda(inference: Inference, module: Module, node: ast.Lambda) -> Iterator[tuple[Module, ast.Call]]:
    """Yield the calls of the lambda, there or of the variable that gets it: it is assigned, or passed to a function."""
    program = inference.program
    around = call_around(inference, module, node)
    made = made_call(inference, module, around) if around is not None else None
    yield from [(module, made)] if made is not None and made.func is node else []
    for function, name in _holders_of_lambda(inference, module, node):
        for load in program.loads.within(function.module, name):
            call = function.module.parents[load]
            owner = program.binder(function.module, load) if isinstance(load, ast.Name) else None
            if owner is function and isinstance(call, ast.Call) and call.func is load:
                yield function.module, call


def _holders_of_lambda(inference: Inference, module: Module, node: ast.Lambda) -> Iterator[tuple[Function, str]]:
    """Yield the local variables and parameters that hold a lambda, each with its function."""
    parent = module.parents[node]
    for target in parent.targets if isinstance(parent, ast.Assign) else []:
        binder = inference.program.binder(module, target) if isinstance(target, ast.Name) else None
        if binder is not None and isinstance(target, ast.Name):
            yield binder, target.id
    call = module.parents[parent] if isinstance(parent, ast.keyword) else parent
    for callee in callees(inference, module, call) if isinstance(call, ast.Call) else []:
        name = parameter_of(call, node, callee) if isinstance(call, ast.Call) else None
        if name is not None:
            yield callee, name
    yield from given_by_mark(inference.program, module, node)


def call_around(inference: Inference, module: Module, reference: ast.expr) -> ast.Call | None:
    """Return the call of which a reference is the function or an argument; of `to_sync(load)(key)` the whole."""
    parent = module.parents.get(reference)
    if isinstance(parent, ast.keyword) and parent.arg in {"target", "function"}:
        parent = module.parents.get(parent)
        return parent if isinstance(parent, ast.Call) and called_name(parent) in STARTING else None
    if not isinstance(parent, ast.Call):
        return None
    above = module.parents.get(parent)
    whole = inference.made_synchronous(parent) is reference and isinstance(above, ast.Call) and above.func is parent
    return above if whole and isinstance(above, ast.Call) else parent


def made_call(inference: Inference, module: Module, call: ast.Call) -> ast.Call:
    """Return the call that a call makes of what it is given, or the call itself.

    That is of `to_thread(load, key)`, `to_sync(load)(key)` and `Thread(target=load, args=(key,))`, `load(key)`.
    What the tree itself defines under such a name is what its parameters say.
    """
    function = inference.made_synchronous(call.func)
    if function is not None:
        return ast.Call(function, call.args, call.keywords)
    name = called_name(call)
    is_starting = name in STARTING
    if name not in _LAST_NAMES and not is_starting:
        return call
    position = HANDED_ON[name] if name in HANDED_ON else HANDED_ON.get(dotted(call.func), len(call.args))
    if (position >= len(call.args) and not is_starting) or callees(inference, module, call):
        return call
    if is_starting:
        return _started_call(inference, call)
    return ast.Call(call.args[position], call.args[position + 1 :], call.keywords)


def _started_call(inference: Inference, call: ast.Call) -> ast.Call:
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    names = (("target", "function"), ("args",), ("kwargs",))
    for position, alternatives in zip(STARTING[called_name(call)], names, strict=True):
        if position < len(call.args):
            given.update(dict.fromkeys(alternatives, call.args[position]))
    function, args, kwargs = given.get("target") or given.get("function"), given.get("args"), given.get("kwargs")
    if function is None:
        return call
    pairs = zip(kwargs.keys, kwargs.values, strict=True) if isinstance(kwargs, ast.Dict) else ()
    keywords = [ast.keyword(str(key.value), value) for key, value in pairs if isinstance(key, ast.Constant)]
    arguments = args.elts if isinstance(args, ast.Tuple | ast.List) else []
    return ast.Call(inference.made_synchronous(function) or function, arguments, keywords)


def is_constructor(function: Function) -> bool:
    """Tell whether the function makes the objects of a class."""
    return function.cls is not None and function.short in CONSTRUCTORS


def _spoken(inference: Inference, function: Function) -> list[str]:
    """Return the names by which code calls `function`; a constructor is called by its class, and through `super()`."""
    if not is_constructor(function):
        return [function.short]
    names = [cls.name.rpartition(".")[2] for cls in built_by(inference.program, function)]
    return list(dict.fromkeys([*names, function.short, "cls"]))


def called_by_value(inference: Inference, function: Function) -> Iterator[tuple[Module, ast.Call]]:
    """Yield the calls of a function, or of the classes of a constructor, that travels as a value."""
    named = built_by(inference.program, function) if is_constructor(function) else [function]
    calls = [place for one in named for place in inference.by_value.of(one)]
    spoken = _spoken(inference, function) if calls else ()
    for module, call in dict.fromkeys(calls):
        if called_name(call.func) not in spoken and function in callees(inference, module, call):
            yield module, call


def as_named(inference: Inference, function: Function, call: ast.Call) -> list[ast.Call]:
    """Return a call of what travels as one by name: of a method that its class gives, `Page.show(page, …)`.

    `{"show": self.show}` has a method with its object; a table or a decorator in the class's body has it without.
    """
    marked = {getattr(decorator, "id", "") for decorator in function.decorators}
    if function.cls is None or is_constructor(function) or not marked.isdisjoint({"classmethod", "staticmethod"}):
        return [call]
    found: dict[bool, ast.Call] = {}
    for module, node in inference.by_value.named(function):
        is_own = called_name(node) == function.short
        if is_own and FunctionRef(function) not in inference.of(module, node):
            continue
        if isinstance(node, ast.Attribute) and resolve_expression(inference.program, module, node) is not function:
            found[True] = call
        else:
            owner = ast.Name(function.cls.name.rpartition(".")[2])
            found[False] = ast.Call(ast.Attribute(owner, function.short), call.args, call.keywords)
    return [*found.values()] or [call]


def decorated_by(inference: Inference, function: Function) -> Iterator[Function | Class]:
    """Yield what `function` decorates, by its name or as what a call of the function around it returns."""
    definitions = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    for spoken in {function.short, function.outer.short if function.outer else function.short}:
        for module, node in inference.program.loads.get(spoken, []):
            parent = module.parents.get(node)
            decorator = parent if isinstance(parent, ast.Call) and parent.func is node else node
            owner = module.parents.get(decorator)
            if not isinstance(owner, definitions) or decorator not in owner.decorator_list:
                continue
            decorated = inference.program.by_line.get((module.file, owner.lineno))
            values = inference.of(module, decorator) if decorated is not None else ()
            applied = [
                one
                for v in values
                if isinstance(v, FunctionRef) and decorator is node
                for one in decorating(v.function)
            ]
            if decorated is not None and (FunctionRef(function) in values or function in applied):
                yield decorated


def callees(inference: Inference, module: Module, call: ast.Call) -> list[Function]:
    """Return the functions of the tree that `call` can run; a class stands for what makes its objects."""
    found: list[Function] = []
    for value in inference.of(module, call.func):
        if isinstance(value, FunctionRef):
            found.append(value.function)
        elif isinstance(value, ClassRef):
            found += makers(inference.program, module, call.func, value.cls)
    return found


def makers(program: Program, module: Module, called: ast.expr, cls: Class) -> list[Function]:
    """Return the methods of the tree that make the object where the class is called there.

    What is the class of an object, `type(self)`, or that on which a class method is called, can be an heir.
    """
    match called:
        case ast.Name(id=name):
            function = program.binder(module, called)
            is_open = function is not None and function.cls is not None and function.params[:1] != ()
            is_open = is_open and function is not None and function.params[0].arg == name
        case ast.Attribute(attr=name):
            is_open = name == "__class__"
        case _:
            is_open = called_name(called) == "type"
    made = descendants(program, cls) if is_open else (cls,)
    return list(dict.fromkeys(method for one in made for method in constructors(program, one)))


def constructors(program: Program, cls: Class) -> list[Function]:
    """Return the methods of the tree that make an object of the class."""
    methods = (find_method(program, cls, name) for name in CONSTRUCTORS)
    return [method for method in methods if method is not None]


def built_by(program: Program, constructor: Function) -> list[Class]:
    """Return the classes whose objects the constructor makes: its own, and heirs that have none of their own."""
    heirs = descendants(program, constructor.cls) if constructor.cls is not None else ()
    return [heir for heir in heirs if find_method(program, heir, constructor.short) is constructor]
