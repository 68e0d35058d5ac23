"""`run(lambda t: [t.load(), 1])` becomes `async def task(t): return [await t.load(), 1]` and `run(task)`.

A lambda cannot await. Safe before the same statement, where the same names are seen, when all that calls the lambda
awaits it. `context.text` lists positions of lambdas in the statement, each with a name: `0:task`. A variable to which
the lambda is assigned becomes the function.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


class _Naming(cst.CSTTransformer):
    """Replaces lambdas by names; `functions` are what they become."""

    def __init__(self, names: dict[int, str]) -> None:
        super().__init__()
        self.names = names
        self.functions: list[cst.FunctionDef] = []
        self._count = 0
        self._open: list[int] = []

    def visit_Lambda(self, node: cst.Lambda) -> None:
        """Count the lambda."""
        self._open.append(self._count)
        self._count += 1

    def leave_Lambda(self, original_node: cst.Lambda, updated_node: cst.Lambda) -> cst.BaseExpression:
        """Replace the lambda if it has a name."""
        name = self.names.get(self._open.pop())
        if name is None:
            return updated_node
        self.functions.append(_function(name, updated_node))
        return cst.Name(name, lpar=updated_node.lpar, rpar=updated_node.rpar)


def _function(name: str, node: cst.Lambda) -> cst.FunctionDef:
    body = node.body
    if not body.lpar and "\n" in cst.Module([]).code_for_node(body):
        body = body.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    returned = cst.Return(body, whitespace_after_return=cst.SimpleWhitespace(" "))
    return cst.FunctionDef(
        name=cst.Name(name),
        params=node.params,
        body=cst.IndentedBlock([cst.SimpleStatementLine([returned])]),
        asynchronous=cst.Asynchronous(),
    )


def _assigns_to_itself(statement: cst.BaseSmallStatement) -> bool:
    if not isinstance(statement, cst.Assign) or not isinstance(statement.value, cst.Name):
        return False
    target = statement.targets[0].target
    return isinstance(target, cst.Name) and target.value == statement.value.value


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the functions and the statement."""
    if not isinstance(node, cst.SimpleStatementLine):
        return node
    pairs = [entry.split(":") for entry in context.text.split()]
    naming = _Naming({int(position): name for position, name in pairs})
    statement = cst.ensure_type(node.visit(naming), cst.SimpleStatementLine)
    blank = [line for line in node.leading_lines if line.comment is None]
    functions = [f.with_changes(leading_lines=[*blank, *([cst.EmptyLine(indent=False)] if n else [])])
                 for n, f in enumerate(naming.functions)]  # fmt: skip
    if _assigns_to_itself(statement.body[0]):
        body = functions[0].body.with_changes(header=node.trailing_whitespace)
        return cst.FlattenSentinel([functions[0].with_changes(leading_lines=node.leading_lines, body=body)])
    comments = [line for line in node.leading_lines if line.comment is not None]
    return cst.FlattenSentinel(
        [*functions, statement.with_changes(leading_lines=[cst.EmptyLine(indent=False), *comments])]
    )


RULE = Rule("name_lambda", (cst.SimpleStatementLine,), apply)
