"""What a program does under `if __name__ == "__main__":` goes into a coroutine, which it runs.

    if __name__ == "__main__":                if __name__ == "__main__":
        first()
        second()                                  async def main() -> None:
                                                      await first()
                                                      await second()

                                                  asyncio.run(main())

What functions read of that which the block assigns stays global. `context.text` is the name of the coroutine, followed
by these names.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the block with the coroutine and the call that runs it."""
    if not isinstance(node, cst.If) or not isinstance(node.body, cst.IndentedBlock):
        return node
    blank = cst.EmptyLine(indent=False)
    name, *shared = context.text.split(" ")
    declared = [cst.parse_statement(f"global {', '.join(shared)}")] if shared else []
    coroutine = cst.FunctionDef(
        name=cst.Name(name),
        params=cst.Parameters(),
        body=node.body.with_changes(header=cst.TrailingWhitespace(), body=[*declared, *node.body.body]),
        returns=cst.Annotation(cst.Name("None")),
        asynchronous=cst.Asynchronous(),
        leading_lines=[blank],
    )
    run = cst.parse_statement(f"asyncio.run({name}())")
    run = cst.ensure_type(run, cst.SimpleStatementLine).with_changes(leading_lines=[blank])
    return node.with_changes(body=cst.IndentedBlock([coroutine, run], header=node.body.header))


RULE = Rule("program_coroutine", (cst.If,), apply)
