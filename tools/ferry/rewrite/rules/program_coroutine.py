"""What a program does under `if __name__ == "__main__":` goes into a coroutine, which it runs.

    if __name__ == "__main__":                if __name__ == "__main__":
        first()
        second()                                  async def main() -> None:
                                                      await first()
                                                      await second()

                                                  asyncio.run(main())

What has nothing to do with the facade stays before the coroutine, or behind the call that runs it; a server above all,
which starts a loop of its own. Between the others, such a one is run in a thread, and what `asyncio.run(x())` ran there
is awaited. What functions, or statements outside the coroutine, read of that which it assigns stays global.
`context.text` gives the first statement that the coroutine takes and the first that it leaves behind it, as numbers
from 0, then its name, followed by these names.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the block with the coroutine and the call that runs it."""
    if not isinstance(node, cst.If) or not isinstance(node.body, cst.IndentedBlock):
        return node
    blank = cst.EmptyLine(indent=False)
    first, end, name, *shared = context.text.split(" ")
    lines = node.body.body
    before, inside, after = lines[: int(first)], lines[int(first) : int(end)], lines[int(end) :]
    footer = node.body.footer
    declared = [cst.parse_statement(f"global {', '.join(shared)}")] if shared else []
    coroutine = cst.FunctionDef(
        name=cst.Name(name),
        params=cst.Parameters(),
        body=node.body.with_changes(
            header=cst.TrailingWhitespace(), body=[*declared, *inside], footer=() if after else footer
        ),
        returns=cst.Annotation(cst.Name("None")),
        asynchronous=cst.Asynchronous(),
        leading_lines=[blank],
    )
    run = cst.parse_statement(f"asyncio.run({name}())")
    run = cst.ensure_type(run, cst.SimpleStatementLine).with_changes(leading_lines=[blank])
    return node.with_changes(
        body=node.body.with_changes(body=[*before, coroutine, run, *after], footer=footer if after else ())
    )


RULE = Rule("program_coroutine", (cst.If,), apply)
