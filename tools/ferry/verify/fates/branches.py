"""A variable that holds a coroutine: does each way through the function come to a place that reads it?"""

import ast
from dataclasses import dataclass

from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File

_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.ListComp, ast.SetComp, ast.DictComp,
          ast.GeneratorExp)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Ways:
    """How statements can be left without a read: at their `end`, or by a `return`. Errors do not count."""

    end: bool = False
    returns: bool = False


_THROUGH = _Ways(end=True)
_NONE = _Ways()


def is_left_on_a_way(file: File, made: ast.Call) -> bool:
    """Tell whether a way leads from the assignment `name = made` to the function's end and reads the name nowhere."""
    statement = file.parents.get(made)
    function = file.function_of(made)
    if not isinstance(statement, ast.Assign) or not isinstance(function, FunctionDef) or len(statement.targets) != 1:
        return False
    target = statement.targets[0]
    scope = file.scope_of(target).binding(target.id) if isinstance(target, ast.Name) else None
    if scope is None or not isinstance(target, ast.Name) or scope.node is not function:
        return False
    walk = _Walk(frozenset(file.loads_of(scope, target.id)), _known_tests(file, statement))
    return walk.after(file, statement, function)


def _known_tests(file: File, statement: ast.stmt) -> frozenset[str]:
    """Return the conditions that hold where the statement stands: what asks the same again gets the same answer."""
    found: set[str] = set()
    below: ast.AST = statement
    for above in file.up(statement):
        if isinstance(above, ast.If) and below in above.body:
            found.add(ast.unparse(above.test))
        below = above
    return frozenset(found)


def _leaves_open(last: ast.match_case) -> bool:
    """Tell whether something may match none of the cases, of which this is the last."""
    is_wildcard = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
    return last.guard is not None or not is_wildcard


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through statements; `reads` are the places that read the variable, `known` are conditions that hold."""

    reads: frozenset[ast.Name]
    known: frozenset[str]

    def after(self, file: File, statement: ast.stmt, function: FunctionDef) -> bool:
        """Tell whether what follows the statement can be run to the end without a read."""
        below: ast.AST = statement
        for above in file.up(statement):
            if isinstance(above, ast.Try) and below not in above.finalbody and self.block(above.finalbody) == _NONE:
                return False  # however the block is left
            blocks = [part for _, part in ast.iter_fields(above) if isinstance(part, list) and below in part]
            follows = blocks[0][blocks[0].index(below) + 1 :] if blocks else []
            if isinstance(above, ast.Try):
                follows += [*(above.orelse if below in above.body else []), *above.finalbody]
            ways = self.block(follows)
            if ways.returns or not ways.end:
                return ways.returns
            if above is function:
                return True
            below = above
        return False

    def block(self, statements: list[ast.stmt]) -> _Ways:
        returns = False
        for statement in statements:
            ways = self.one(statement)
            returns = returns or ways.returns
            if not ways.end:
                return _Ways(returns=returns)
        return _Ways(end=True, returns=returns)

    def one(self, statement: ast.stmt) -> _Ways:
        match statement:
            case ast.If(test=test):
                return _NONE if self.reads_always(test) else self.branches(statement)
            case ast.Match(subject=subject, cases=cases):
                if self.reads_always(subject):
                    return _NONE
                ways = [self.block(case.body) for case in cases]
                return _Ways(
                    end=not cases or _leaves_open(cases[-1]) or any(way.end for way in ways),
                    returns=any(way.returns for way in ways),
                )
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                return _NONE if any(self.reads_always(item.context_expr) for item in items) else self.block(body)
            case ast.Try(body=body, orelse=orelse, finalbody=finalbody):
                return _NONE if self.block(finalbody) == _NONE else self.block([*body, *orelse, *finalbody])
            case ast.For() | ast.AsyncFor() | ast.While():
                if self.is_in(statement):
                    return _NONE
                forever = isinstance(statement, ast.While) and isinstance(statement.test, ast.Constant)
                return _Ways(not forever, self.block(statement.body).returns)
            case ast.Raise() | ast.Break() | ast.Continue():
                return _NONE
            case ast.Return(value=value):
                return _NONE if value is not None and self.reads_always(value) else _Ways(returns=True)
        return _NONE if self.reads_always(statement) else _THROUGH

    def branches(self, question: ast.If) -> _Ways:
        if ast.unparse(question.test) in self.known:
            return self.block(question.body)
        yes, no = self.block(question.body), self.block(question.orelse)
        return _Ways(yes.end or no.end, yes.returns or no.returns)

    def reads_always(self, node: ast.AST) -> bool:
        """Tell whether running the node reads the variable whatever it decides; what an inner function does counts."""
        match node:
            case ast.Name():
                return node in self.reads
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.reads_always(test) or (self.reads_always(body) and self.reads_always(orelse))
            case ast.BoolOp(values=[first, *_]):
                return self.reads_always(first)
        if isinstance(node, _INNER):
            return self.is_in(node)
        return any(self.reads_always(child) for child in ast.iter_child_nodes(node))

    def is_in(self, node: ast.AST) -> bool:
        return any(part in self.reads for part in ast.walk(node))
