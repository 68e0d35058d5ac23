"""The arguments, and help that teaches: each command says what it answers, with an example and what to do next."""

import argparse

from tools.ferry import __version__

_STORY = """\
Ferry carries a code base from a synchronous persistence facade to an async class, one step at a time.
It reads Python, it never imports or runs the code that it migrates.

A first round, in the folder of your code:
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
`ferry COMMAND --help` explains a command with examples.
Exit codes: 0 clean, 1 findings, 2 wrong use (arguments, ferry.toml, the tree), 3 internal error.
The tutorial and the reference of ferry.toml are docs/FERRY.md.
"""
_INIT = """\
Writes a first ferry.toml by reading the two classes: which method takes over from which, the functions that return the
facade, the attributes it travels by, categories by folder, and a step for each in callers-first order. Each guess
stands beside its reason; what could not be guessed is a comment that begins with `to decide`.

  ferry init --facade shop.store.Store --target shop.async_store.AsyncStore

Exit code 1 means that something is left to decide. Next: `ferry inventory`.
"""
_INVENTORY = """\
Lists every use of the facade: calls, accessors, constructions, references that are not calls, mocks, annotations; apart
from them mentions in comments, strings and documents. Each candidate is proven to be the facade's (`type`, `annotation`
or `name` tells how), proven to be another class's, or unknown with the cause.

  ferry inventory                        a table
  ferry inventory --html uses.html       a page to send to somebody
  ferry inventory --json - | jq '.unknown'

Exit code 1 means that a receiver is unknown: annotate what its cause names, and run it again.
"""
_PLAN = """\
Says which functions must become async and why, where the colour cannot pass (blockers), which methods the async class
lacks (gaps), and the steps, callers first. Without [[steps]] in ferry.toml it proposes a step for each package.

  ferry plan
  ferry plan --svg plan.svg              a picture of the steps; --dot gives input for Graphviz
  ferry plan --bazel BUILD.bazel         each step as a Bazel target, beside ferry.toml

Exit code 1 means that a person is needed; `ferry explain KIND` tells what to do about a blocker.
"""
_APPLY = """\
Rewrites the tree for one step: all of its files or none. A second run changes nothing. It wants a tree without
uncommitted changes, so that `git diff` shows its work and `git restore .` takes it back; so it refuses to change a file
that git ignores.

  ferry apply migrate_api --diff         look at it first, or pipe it into `git apply`
  ferry apply migrate_api

Exit code 1 means that blockers of the step are left. Next: your tests, and `ferry verify`.
"""
_VERIFY = """\
Checks an async tree with eyes of its own, also without a plan: coroutines that nobody awaits, blocking calls in async
code, event loops within event loops, tests with plain mocks, calls that the async class does not have.

  ferry verify                           also where there is no ferry.toml
  ferry verify --migrated api            nothing in this category may name the facade
  ferry verify --ratchet .ferry-ratchet.json     for CI: counts may only fall; git says who raised one
  ferry verify --github                  findings as annotations of a pull request
  ferry verify --flip                    before you migrate: what neither the inventory nor mypy sees

No code of the tree is run. `ferry explain RULE` tells what a rule means.
"""
_STATUS = """\
Counts what is left, on the tree as it is: by step, by package and by day. Days come from a history file that each run
brings up to date; --since fills the days before from git.

  ferry status
  ferry status --history burn-down.json --html wall.html
  ferry status --history burn-down.json --since 2026-01-01

The exit code is 0: being on the way is no finding.
"""
_EXPLAIN = """\
Explains a function (why it must become async: the shortest chain to a call of the facade; or what keeps it
synchronous), a place as the other commands print it, a kind of blocker with its recipe, before and after, or a rule of
`ferry verify`.

  ferry explain shop.orders.place_order
  ferry explain place_order              the last part is enough when it is the only one
  ferry explain shop/orders.py:12        what stands in the way there
  ferry explain property
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="ferry", description=_STORY, epilog=_CODES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("--version", action="version", version=f"ferry {__version__}")
    _add_tree(top, root=None, config=None, quiet=False)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    init = _command(commands, "init", "write a first ferry.toml by reading the two classes", _INIT)
    init.add_argument("--facade", required=True, metavar="CLASS", help="the synchronous class, as a dotted name")
    init.add_argument("--target", required=True, metavar="CLASS", help="the async class, as a dotted name")
    init.add_argument("--force", action="store_true", help="also over a ferry.toml that is there")
    _add_forms(init, json="what was written and what is to decide")

    inventory = _command(commands, "inventory", "list every use of the facade", _INVENTORY)
    _add_forms(
        inventory, json="the inventory", html="one self-contained page", markdown="the call-site document",
        sarif="SARIF 2.1.0, for code review tools",
    )  # fmt: skip

    plan = _command(commands, "plan", "what must become async, blockers, steps", _PLAN)
    _add_forms(
        plan, json="the plan", html="one self-contained page", svg="a picture of the steps",
        dot="the same as input for Graphviz", bazel="a BUILD file with a target and a test for each step",
    )  # fmt: skip

    apply = _command(commands, "apply", "rewrite the tree for one step", _APPLY)
    apply.add_argument("step", metavar="STEP", help="the id of a step in ferry.toml")
    apply.add_argument("--diff", action="store_true", help="only show what would change")
    apply.add_argument("--allow-dirty", action="store_true", help="also over uncommitted changes and ignored files")
    _add_forms(apply, json="what was done", html="one self-contained page")

    verify = _command(commands, "verify", "prove an async tree with other eyes", _VERIFY)
    verify.add_argument("--strict", action="store_true", help="no reference to the facade anywhere")
    verify.add_argument("--migrated", action="append", default=[], metavar="CATEGORY",
                        help="no reference to the facade in this category (repeat)")  # fmt: skip
    verify.add_argument("--no-mypy", action="store_true", help="leave the type checker out")
    verify.add_argument(
        "--flip",
        action="store_true",
        help="a second opinion on the inventory: flip the facade in a copy, and compare what mypy says",
    )
    verify.add_argument("--github", action="store_true", help="print findings as annotations of GitHub Actions")
    verify.add_argument(
        "--ratchet", metavar="FILE", help="counts by file and rule that may only fall; made when missing"
    )
    _add_forms(verify, json="the findings", html="one self-contained page", sarif="SARIF 2.1.0")

    status = _command(commands, "status", "the burn-down of the migration", _STATUS)
    status.add_argument("--history", metavar="FILE", help="days so far; today is added, the file is made when missing")
    status.add_argument("--since", metavar="DAY", help="count the days from DAY on that are not known, on git's trees")
    status.add_argument("--date", metavar="DAY", help="the day that the tree stands for (default: today)")
    _add_forms(status, json="the counts", html="one self-contained page for the wall")

    explain = _command(commands, "explain", "why a function must become async; what a blocker or rule means", _EXPLAIN)
    explain.add_argument("name", metavar="NAME", help="a function, FILE:LINE, a kind of blocker, a rule, or `blockers`")
    _add_forms(explain, json="the explanation")
    return top


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, summary: str, story: str
) -> argparse.ArgumentParser:
    made = commands.add_parser(
        name, help=summary, description=story, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    # The same options once more, so that they may stand on either side of the command; here they have no default.
    _add_tree(made, root=argparse.SUPPRESS, config=argparse.SUPPRESS, quiet=argparse.SUPPRESS)
    return made


def _add_tree(to: argparse.ArgumentParser, *, root: str | None, config: str | None, quiet: bool | str) -> None:
    group = to.add_argument_group("the tree")
    where = "the tree to work on (default: here, or the nearest folder above with a ferry.toml)"
    group.add_argument("--root", default=root, metavar="DIR", help=where)
    group.add_argument("--config", default=config, metavar="FILE",
                       help="the configuration (default: ferry.toml in the tree)")  # fmt: skip
    group.add_argument("--quiet", action="store_true", default=quiet, help="no progress on standard error")


def _add_forms(to: argparse.ArgumentParser, **forms: str) -> None:
    group = to.add_argument_group("other forms of the result (FILE, or standard output without one)")
    for form, what in forms.items():
        group.add_argument(f"--{form}", metavar="FILE", nargs="?", const="-", help=what)
