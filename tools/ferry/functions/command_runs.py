"""Where click, or typer, runs commands of the tree: by a test's runner, by `main` of a group, by a call of one.

Code does not call a command there by its name. What a group runs is not looked for: any command of the tree.
"""

import ast
from collections.abc import Iterator
from functools import cached_property

from tools.ferry.carriers.loads import fixture_users, loads_of
from tools.ferry.carriers.written import written_carriers
from tools.ferry.functions.callees import Callees
from tools.ferry.functions.handed_out import HandedOut
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.click import PACKAGES
from tools.ferry.types.names import ancestry, resolve_expression
from tools.ferry.types.values import External, Instance

_GROUPS = frozenset({
    "Command", "CommandCollection", "Group", "MultiCommand", "Typer", "TyperGroup", "get_command", "get_group",
})  # fmt: skip
_RUNNERS = frozenset({"CliRunner", "FlaskCliRunner"})
_ITSELF = frozenset({"__call__", "invoke", "main"})
"""The methods of a command that run it; a runner, and a context, have an `invoke` that is given the command."""


class CommandRuns:
    """The runs of the commands of one tree."""

    def __init__(self, project: Project, callees: Callees, handed_out: HandedOut) -> None:
        self._project = project
        self._callees = callees
        self._handed_out = handed_out

    def of(self, command: Function) -> list[tuple[Module, ast.Call]]:
        """Return the calls that run the command, or can; those aside that call it by its name."""
        return self._runs.get(command, []) + self._runs.get(None, []) if command in self.commands else []

    @property
    def commands(self) -> frozenset[Function]:
        """The commands of the tree."""
        return self._project.references.inference.click.commands

    @cached_property
    def _runs(self) -> dict[Function | None, list[tuple[Module, ast.Call]]]:
        """The calls by the one command that they run; by None those that can run any."""
        found: dict[Function | None, list[tuple[Module, ast.Call]]] = {}
        for module, node in self._references() if self.commands else ():
            for command in self._run_by(module, node):
                for owner, place in self._places(module, node):
                    call = owner.parents[place]
                    is_called = isinstance(call, ast.Call) and call.func is place
                    if isinstance(call, ast.Call) and is_called and not isinstance(owner.parents[call], ast.Await):
                        found.setdefault(command, []).append((owner, call))
        return found

    def _places(self, module: Module, node: ast.expr) -> list[tuple[Module, ast.expr]]:
        """Return where a method that runs commands comes to, also by a fixture; a group is not followed."""
        if self._commands_at(module, node):
            return [(module, node)]
        found = list(self._handed_out.places(module, node))
        for owner, place in found:  # it grows meanwhile
            for carrier in written_carriers(self._project, owner, place):
                if carrier.kind == "return" and isinstance(carrier.owner, Function):
                    users = fixture_users(self._project, carrier.owner)
                    loads = [load for user in users for load in loads_of(self._project, user)]
                    places = [place for load in loads for place in self._handed_out.places(*load)]
                    found += [place for place in places if place not in found]
        return found

    @cached_property
    def given_away(self) -> list[tuple[Module, ast.expr]]:
        """Where what runs commands is given to code outside the tree, which may call it."""
        running = [place for place in self._references() if self._run_by(*place)] if self.commands else []
        methods = [place for place in running if not self._commands_at(*place)]
        places = [place for method in methods for place in self._places(*method)]
        return [place for place in places if self._handed_out.leaves(*place)]

    def _references(self) -> Iterator[tuple[Module, ast.expr]]:
        """Yield what can run commands, by its name."""
        program = self._project.program
        groups = {command.short for command in self.commands if not _is_single(command)}
        names = {*_ITSELF, "callback", *self._variables(), *groups}
        for name in sorted(names):
            for module, node in program.loads.get(name, []):
                if not self._project.is_retired(module):
                    yield module, node

    def _variables(self) -> Iterator[str]:
        """Yield the names of variables that hold a group: `app = typer.Typer()`."""
        for module in self._project.references.inference.click.modules:
            for name, values in module.assigned.items():
                if any(isinstance(value, ast.Call) and called_name(value) in _GROUPS for _, value in values):
                    yield name

    def _run_by(self, module: Module, node: ast.expr) -> set[Function | None]:
        """Return the command that a call of the expression runs, None where that can be any; nothing if it runs none.

        A function that is a command is called by its own name anyway, as any other is.
        """
        if not isinstance(node, ast.Attribute):
            return self._commands_at(module, node) & {None}
        if node.attr in _ITSELF and (found := self._commands_at(module, node.value)):
            return found
        if node.attr == "callback":
            return {*(self._callees.of(module, node.value) & self.commands)}
        if node.attr != "invoke" or self._callees.of(module, node):
            return self._commands_at(module, node) & {None}
        call = module.parents[node]
        if isinstance(call, ast.Call) and call.func is node:
            given = [*call.args[:1], *(k.value for k in call.keywords if k.arg in {"app", "cli"})]
            if found := {command for one in given for command in self._commands_at(module, one)}:
                return found
        return {None} if self._is_runner(module, node.value) else set()

    def _commands_at(self, module: Module, node: ast.expr) -> set[Function | None]:
        """Return the command that the expression is; None stands for a group, which runs any."""
        found: set[Function | None] = set()
        for function in self._callees.of(module, node) & self.commands:
            found.add(function if _is_single(function) else None)
        return found | ({None} if self._is_of(module, node, _GROUPS) else set())

    def _is_runner(self, module: Module, node: ast.expr) -> bool:
        """Tell whether the expression is a runner; `super()` is one in a class of runners."""
        function = self._project.owner(module, node)
        if isinstance(node, ast.Call) and called_name(node) == "super" and function is not None:
            return function.cls is not None and self._derives(function.cls, _RUNNERS)
        return self._is_of(module, node, _RUNNERS)

    def _is_of(self, module: Module, node: ast.expr, classes: frozenset[str]) -> bool:
        """Tell whether the expression is an object of one of the libraries' classes, or of an heir of one."""
        for value in self._project.references.inference.of(module, node):
            if isinstance(value, External) and value.called and _is_named(value.name, classes):
                return True
            if isinstance(value, Instance) and self._derives(value.cls, classes):
                return True
        return False

    def _derives(self, cls: Class, classes: frozenset[str]) -> bool:
        program = self._project.program
        bases = ((heir.module, base) for heir in ancestry(program, cls) for base in heir.node.bases)
        return any(_is_named(resolve_expression(program, *base), classes) for base in bases)


def _is_named(name: object, classes: frozenset[str]) -> bool:
    if not isinstance(name, str):
        return False
    return name.partition(".")[0] in PACKAGES | {"flask"} and name.rpartition(".")[2] in classes


def _is_single(command: Function) -> bool:
    """Tell whether the command runs no others: `@command()`, without a class of its own."""
    made = [decorator for decorator in command.decorators if called_name(decorator) == "command"]
    return bool(made) and not any(k.arg == "cls" for d in made if isinstance(d, ast.Call) for k in d.keywords)
