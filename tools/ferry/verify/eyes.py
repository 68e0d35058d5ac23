"""What a call means to the verifier: a small inference of its own, and names where types end."""

import ast
from typing import Literal

from tools.ferry.verify.tree import ClassInfo, File, FunctionDef, Tree

Colour = Literal["async", "sync", "unknown"]

MOCKS = {"Mock", "MagicMock", "NonCallableMock", "AsyncMock", "create_autospec"}
PLAIN_MOCKS = {"Mock", "MagicMock"}
_COMMON = {
    "get", "pop", "close", "items", "values", "keys", "update", "append", "add", "remove", "clear", "copy", "read",
    "write", "send", "put", "join", "split", "start", "stop", "run", "execute", "commit", "scalar", "scalars", "all",
    "first", "one", "begin", "flush", "delete", "open", "wait", "set", "acquire", "release", "receive", "connect",
    "count", "index", "sort", "insert", "extend", "rollback", "refresh", "dispose", "aclose", "cancel", "move",
}  # fmt: skip
"""Method names of well-known classes: without a type they prove nothing."""
_AWAITABLES = {f"asyncio.{name}" for name in ("sleep", "gather", "wait", "wait_for", "to_thread", "shield")}
"""Functions of the standard library whose result is to be awaited."""


class Eyes:
    """Answers about one tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.gone = ""  # the class that cannot be meant any more: the facade, in a migrated file

    def dotted(self, file: File, node: ast.expr) -> str:
        """Return the full dotted name of an expression, imports followed; empty when it is none."""
        if isinstance(node, ast.Name):
            return file.names.get(node.id, f"{file.module}.{node.id}" if self._defined(file, node.id) else node.id)
        if isinstance(node, ast.Attribute):
            base = self.dotted(file, node.value)
            return f"{base}.{node.attr}" if base else ""
        return ""

    def _defined(self, file: File, name: str) -> bool:
        return f"{file.module}.{name}" in self.tree.functions or f"{file.module}.{name}" in self.tree.classes

    def follow(self, name: str, depth: int = 0) -> str:
        """Follow re-exports to the module that defines a name."""
        if depth > 10 or name in self.tree.functions or name in self.tree.classes:
            return name
        module, _, last = name.rpartition(".")
        for file in self.tree.files:
            if file.module == module and last in file.names:
                return self.follow(file.names[last], depth + 1)
        return name

    def colour(self, file: File, call: ast.Call) -> Colour:
        """Tell whether the call makes a coroutine."""
        if self.dotted(file, call.func) in _AWAITABLES:
            return "async"
        definitions = self.definitions(file, call)
        if definitions:
            colours = {makes_coroutine(d) for d in definitions}
            return "async" if colours == {True} else "sync" if colours == {False} else "unknown"
        if isinstance(call.func, ast.Attribute):
            return self._by_name(file, call.func)
        return "unknown"

    def _by_name(self, file: File, func: ast.Attribute) -> Colour:
        """Judge a method of an unknown receiver by all methods of that name in the tree."""
        found = self.tree.methods.get(func.attr, [])
        if not found or func.attr in _COMMON or func.attr.startswith("__") or self.is_mock(file, func.value):
            return "unknown"
        if self.dotted(file, func.value).split(".")[0] in set(file.names.values()) - {
            f.module for f in self.tree.files
        }:
            return "unknown"
        colours = {makes_coroutine(definition) for owner, definition in found if owner.name != self.gone}
        return "async" if colours == {True} else "sync" if colours == {False} else "unknown"

    def definitions(self, file: File, call: ast.Call) -> list[FunctionDef]:
        """Return the functions of the tree that the call runs, as far as types tell."""
        func = call.func
        if isinstance(func, ast.Name):
            local = self._local_function(file, func)
            if local is not None:
                return [local]
        name = self.follow(self.dotted(file, func)) if not isinstance(func, ast.Call) else ""
        if name in self.tree.functions and not self._shadowed(file, func):
            return [self.tree.functions[name][1]]
        if isinstance(func, ast.Attribute):
            owners = self.types(file, func.value)
            return [m for owner in owners if (m := self.method(owner, func.attr)) is not None]
        return []

    def _shadowed(self, file: File, func: ast.expr) -> bool:
        function = file.function_of(func)
        while function is not None:
            if isinstance(func, ast.Name) and any(a.arg == func.id for a in all_arguments(function)):
                return True
            function = file.function_of(function)
        return False

    def _local_function(self, file: File, name: ast.Name) -> FunctionDef | None:
        for parent in file.up(name):
            if isinstance(parent, FunctionDef):
                for node in ast.walk(parent):
                    if isinstance(node, FunctionDef) and node is not parent and node.name == name.id:
                        return node if file.function_of(node) is parent else None
        return None

    def method(self, info: ClassInfo, name: str, depth: int = 0) -> FunctionDef | None:
        """Return the method of a class or of its bases."""
        if name in info.methods or depth > 10:
            return info.methods.get(name)
        for base in info.node.bases:
            parent = self.tree.classes.get(self.follow(self.dotted(info.file, base)))
            found = self.method(parent, name, depth + 1) if parent else None
            if found is not None:
                return found
        return None

    def types(self, file: File, node: ast.expr, depth: int = 0) -> list[ClassInfo]:
        """Return the classes of the tree that an expression can be an object of."""
        if depth > 12:
            return []
        if isinstance(node, ast.Name):
            return self._name_types(file, node, depth)
        if isinstance(node, ast.Attribute):
            return [
                t for owner in self.types(file, node.value, depth + 1) for t in self._attribute(owner, node.attr, depth)
            ]
        if isinstance(node, ast.Await):
            return self.types(file, node.value, depth + 1)
        if isinstance(node, ast.IfExp):
            return self.types(file, node.body, depth + 1) + self.types(file, node.orelse, depth + 1)
        if isinstance(node, ast.BoolOp):
            return [t for value in node.values for t in self.types(file, value, depth + 1)]
        if isinstance(node, ast.Call):
            cls = self.tree.classes.get(self.follow(self.dotted(file, node.func)))
            if cls is not None:
                return [cls]
            results = []
            for definition in self.definitions(file, node):
                if definition.returns is not None:
                    results += self.annotated(self._file_of(definition), definition.returns, depth + 1)
            return results
        return []

    def _file_of(self, definition: FunctionDef) -> File:
        return next(f for f in self.tree.files if definition in f.parents)

    def _name_types(self, file: File, node: ast.Name, depth: int) -> list[ClassInfo]:
        function = file.function_of(node)
        while function is not None:
            for position, argument in enumerate(all_arguments(function)):
                if argument.arg == node.id:
                    owner = file.parents.get(function)
                    if position == 0 and isinstance(owner, ast.ClassDef):
                        return [info for info in self.tree.classes.values() if info.node is owner]
                    return self.annotated(file, argument.annotation, depth + 1)
            values = assigned_in(function, node.id)
            if values:
                return [t for value, is_type in values for t in (
                    self.annotated(file, value, depth + 1) if is_type else self.types(file, value, depth + 1)
                )]  # fmt: skip
            function = file.function_of(function)
        return []

    def _attribute(self, owner: ClassInfo, name: str, depth: int) -> list[ClassInfo]:
        found = []
        for value, is_type in owner.attributes.get(name, []):
            found += (
                self.annotated(owner.file, value, depth + 1) if is_type else self.types(owner.file, value, depth + 1)
            )
        return found

    def annotated(self, file: File, node: ast.expr | None, depth: int = 0) -> list[ClassInfo]:
        """Return the classes of the tree that an annotation names; containers of them do not count."""
        if node is None or depth > 12:
            return []
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                node = ast.parse(node.value, mode="eval").body
            except SyntaxError:
                return []
        if isinstance(node, ast.BinOp):
            return self.annotated(file, node.left, depth + 1) + self.annotated(file, node.right, depth + 1)
        if isinstance(node, ast.Subscript):
            head = self.dotted(file, node.value).rpartition(".")[2]
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            if head == "Annotated":
                return self.annotated(file, parts[0], depth + 1)
            return (
                [t for p in parts for t in self.annotated(file, p, depth + 1)] if head in {"Optional", "Union"} else []
            )
        if isinstance(node, ast.Name) and not self._defined(file, node.id):
            for statement in file.tree.body:
                if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == node.id:
                    return self.annotated(file, statement.value, depth + 1)
        cls = self.tree.classes.get(self.follow(self.dotted(file, node)))
        return [cls] if cls else []

    def is_mock(self, file: File, node: ast.expr) -> bool:
        """Tell whether the expression starts at a mock, or at a parameter of a test that nothing types."""
        while isinstance(node, ast.Attribute | ast.Call):
            if isinstance(node, ast.Call) and self.dotted(file, node.func).rpartition(".")[2] in MOCKS:
                return True
            node = node.value if isinstance(node, ast.Attribute) else node.func
        if not isinstance(node, ast.Name):
            return False
        function = file.function_of(node)
        while function is not None:
            for argument in all_arguments(function):
                if argument.arg == node.id:
                    typed = ast.unparse(argument.annotation) if argument.annotation else ""
                    return "Mock" in typed or (file.is_test and not self.annotated(file, argument.annotation))
            values = assigned_in(function, node.id)
            if values:
                return any(self.is_mock(file, value) for value, is_type in values if not is_type)
            function = file.function_of(function)
        return False


def makes_coroutine(node: FunctionDef) -> bool:
    """Tell whether calling the function gives a coroutine: async, and neither a generator nor decorated into one."""
    if not isinstance(node, ast.AsyncFunctionDef) or is_generator(node):
        return False
    names = {ast.unparse(d).partition("(")[0].rpartition(".")[2] for d in node.decorator_list}
    return not names & {"asynccontextmanager", "fixture", "contextmanager"}


def is_generator(node: FunctionDef) -> bool:
    """Tell whether the function itself yields."""
    queue: list[ast.AST] = list(node.body)
    while queue:
        current = queue.pop()
        if isinstance(current, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(current, FunctionDef | ast.Lambda | ast.ClassDef):
            queue += ast.iter_child_nodes(current)
    return False


def all_arguments(function: FunctionDef | ast.Lambda) -> list[ast.arg]:
    """Return the parameters in order."""
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def assigned_in(function: FunctionDef | ast.Lambda, name: str) -> list[tuple[ast.expr, bool]]:
    """Return (value, False) or (annotation, True) of each assignment to a local name."""
    found: list[tuple[ast.expr, bool]] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            found.append((node.value, False))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            found.append((node.annotation, True))
        elif isinstance(node, ast.NamedExpr) and node.target.id == name:
            found.append((node.value, False))
        elif (
            isinstance(node, ast.withitem)
            and isinstance(node.optional_vars, ast.Name)
            and node.optional_vars.id == name
        ):
            found.append((node.context_expr, False))
    return found
