"""A decorator's wrapper gets an async twin, which is returned for functions that are async.

    def timed(function):                      def timed(function):
        @wraps(function)                          if inspect.iscoroutinefunction(function):
        def wrapper(*args):                           @wraps(function)
            return function(*args)                    async def async_wrapper(*args):
        return wrapper                                    return await function(*args)

                                                      return async_wrapper

                                                  @wraps(function)
                                                  def wrapper(*args):
                                                      return function(*args)
                                                  return wrapper

Safe because functions that stay synchronous get the wrapper that they had. `context.text` is JSON: the name of what
is `wrapped`; the decorator's generic result, if it has one (`promised`: `Callable[P, T]`), to which the twin is cast:
of an async function, `T` is a coroutine; how the wrapper writes the `sleeps` that the twin makes on the loop; and the
`marks`, the statements that give the wrapper attributes, `wrapper.calls = 0`, which the twin gets, too, or put it into
a table, where the twin is in its place. What the decorator has `returned`, the wrapper or an expression with it, such
as `update_wrapper(wrapper, function)`, it returns with the twin.
Leaves alone a wrapper that calls it in a nested function.
"""

import json

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


class _Renamer(cst.CSTTransformer):
    """Reads and sets attributes of the twin where the wrapper does so with its own, and puts it where that is put."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__()
        self.old = old
        self.new = new

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.Attribute:
        """Name the twin instead of the wrapper."""
        owner = updated_node.value
        is_own = isinstance(owner, cst.Name) and owner.value == self.old
        return updated_node.with_changes(value=cst.Name(self.new)) if is_own else updated_node

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> cst.Assign:
        """Put the twin into a table."""
        return updated_node.with_changes(value=self._named(updated_node.value))

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        """Give the twin to what keeps it."""
        return updated_node.with_changes(value=self._named(updated_node.value))

    def _named(self, value: cst.BaseExpression) -> cst.BaseExpression:
        return cst.Name(self.new) if isinstance(value, cst.Name) and value.value == self.old else value


class _Namer(cst.CSTTransformer):
    """Names the twin wherever the wrapper is named."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__()
        self.old = old
        self.new = new

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        """Name the twin."""
        return cst.Name(self.new) if updated_node.value == self.old else updated_node


class _Awaiter(cst.CSTTransformer):
    """Awaits the calls of one name, and sleeps on the loop."""

    def __init__(self, name: str, sleeps: list[str]) -> None:
        super().__init__()
        self.name = name
        self.sleeps = sleeps
        self.above: list[cst.CSTNode] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        self.above.append(node)
        return super().on_visit(node)

    def on_leave(  # type: ignore[override]
        self, original_node: cst.CSTNode, updated_node: cst.CSTNode
    ) -> cst.CSTNode:
        """Await the node when it calls the wrapped function, or sleeps."""
        self.above.pop()
        if not isinstance(updated_node, cst.Call):
            return updated_node
        if isinstance(updated_node.func, cst.Name) and updated_node.func.value == self.name:
            return self._awaited(updated_node)
        if isinstance(self.above[-1], cst.Expr) and self._sleeps(updated_node):
            return self._awaited(updated_node.with_changes(func=cst.parse_expression("asyncio.sleep")))
        return updated_node

    def _sleeps(self, call: cst.Call) -> bool:
        nested = sum(isinstance(one, cst.FunctionDef | cst.Lambda) for one in self.above) > 1
        return not nested and cst.Module([]).code_for_node(call.func) in self.sleeps

    def _awaited(self, call: cst.Call) -> cst.Await:
        parent = self.above[-1] if self.above else None
        bracket = isinstance(parent, cst.Attribute | cst.Subscript | cst.Call) and not call.lpar
        return cst.Await(
            call.with_changes(lpar=[], rpar=[]),
            lpar=[cst.LeftParen()] if bracket else call.lpar,
            rpar=[cst.RightParen()] if bracket else call.rpar,
        )


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the branch with the async twin, and the wrapper."""
    if not isinstance(node, cst.FunctionDef) or node.asynchronous is not None:
        return node
    name = f"async_{node.name.value.lstrip('_')}"
    told = json.loads(context.text)
    wrapped, promised = told["wrapped"], told["promised"]
    given = cst.Module([cst.SimpleStatementLine([cst.Expr(cst.parse_expression(told["returned"]))])])
    text = given.visit(_Namer(node.name.value, name)).code.strip()
    returned = cst.parse_expression(f"cast({json.dumps(promised)}, {text})" if promised else text)
    bare = node.with_changes(leading_lines=[])
    renamer = _Renamer(node.name.value, name)
    twin = cst.ensure_type(bare.visit(_Awaiter(wrapped, told["sleeps"])), cst.FunctionDef)
    twin = cst.ensure_type(twin.visit(renamer), cst.FunctionDef)
    marks = [
        cst.ensure_type(cst.parse_statement(mark).visit(renamer), cst.SimpleStatementLine) for mark in told["marks"]
    ]
    marks[:1] = [mark.with_changes(leading_lines=[cst.EmptyLine(indent=False)]) for mark in marks[:1]]
    twin = twin.with_changes(name=cst.Name(name), asynchronous=cst.Asynchronous())
    branch = cst.If(
        test=cst.parse_expression(f"inspect.iscoroutinefunction({wrapped})"),
        body=cst.IndentedBlock(
            [
                twin,
                *marks,
                cst.SimpleStatementLine([cst.Return(returned)], leading_lines=[cst.EmptyLine(indent=False)]),
            ]
        ),
        leading_lines=node.leading_lines,
    )
    return cst.FlattenSentinel([branch, node.with_changes(leading_lines=[cst.EmptyLine(indent=False)])])


RULE = Rule("twin_wrapper", (cst.FunctionDef,), apply)
