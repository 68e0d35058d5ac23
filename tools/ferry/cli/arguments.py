"""The arguments, and help that teaches."""

import argparse

_STORY = """\
Ferry carries a code base from a synchronous persistence facade to an async class, one step at a time.
It reads Python, it never imports or runs the code that it migrates.

A first round:
  ferry init --facade app.layer.Layer --target app.async_layer.AsyncLayer
                                  write a ferry.toml to look over
  ferry inventory                 where is the facade used, and how do we know?
  ferry plan                      what must become async, what stands in the way?
  ferry apply migrate_api --diff  look at a step
  ferry apply migrate_api         do it: all files or none
  ferry verify                    is anything un-awaited, blocking, or broken?
  ferry status                    how far are we?
"""
_CODES = """\
Exit codes: 0 clean, 1 findings, 2 wrong use (arguments, ferry.toml, the tree), 3 internal error.
The reference of ferry.toml is docs/FERRY.md.
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    plain = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser(prog="ferry", description=_STORY, epilog=_CODES, formatter_class=plain)
    top.add_argument("--root", default=".", metavar="DIR", help="the tree to work on (default: here)")
    top.add_argument("--config", metavar="FILE", help="the configuration (default: ferry.toml in the tree)")
    top.add_argument("--quiet", action="store_true", help="no progress on standard error")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    outputs = argparse.ArgumentParser(add_help=False)
    outputs.add_argument("--json", metavar="FILE", help="write the result as JSON, to standard output for -")
    outputs.add_argument("--html", metavar="FILE", help="write the result as one self-contained page")

    init = commands.add_parser("init", help="write a first ferry.toml by reading the two classes")
    init.add_argument("--facade", required=True, metavar="CLASS", help="the synchronous class, as a dotted name")
    init.add_argument("--target", required=True, metavar="CLASS", help="the async class, as a dotted name")
    init.add_argument("--force", action="store_true", help="also over a ferry.toml that is there")

    inventory = commands.add_parser("inventory", parents=[outputs], help="list every use of the facade")
    inventory.add_argument("--markdown", metavar="FILE", help="write the call-site document, - for standard output")

    commands.add_parser("plan", parents=[outputs], help="what must become async, blockers, steps")

    apply = commands.add_parser("apply", parents=[outputs], help="rewrite the tree for one step")
    apply.add_argument("step", metavar="STEP", help="the id of a step in ferry.toml")
    apply.add_argument("--diff", action="store_true", help="only show what would change")
    apply.add_argument("--allow-dirty", action="store_true", help="also when the tree has uncommitted changes")

    verify = commands.add_parser("verify", parents=[outputs], help="prove an async tree with other eyes")
    verify.add_argument("--strict", action="store_true", help="no reference to the facade anywhere")
    verify.add_argument("--migrated", action="append", default=[], metavar="CATEGORY",
                        help="no reference to the facade in this category (repeat)")  # fmt: skip
    verify.add_argument("--no-mypy", action="store_true", help="leave the type checker out")
    verify.add_argument("--sarif", metavar="FILE", help="write the findings as SARIF 2.1.0")
    verify.add_argument("--github", action="store_true", help="print findings as annotations of GitHub Actions")
    verify.add_argument(
        "--ratchet", metavar="FILE", help="counts by file and rule that may only fall; made when missing"
    )

    commands.add_parser("status", parents=[outputs], help="the burn-down of the migration")

    explain = commands.add_parser("explain", help="why a function must become async, or what a blocker or rule means")
    explain.add_argument("name", metavar="NAME", help="a function, a kind of blocker, a rule, or `blockers`")
    return top
