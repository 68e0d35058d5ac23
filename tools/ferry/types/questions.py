"""Questions about expressions that rest on each other: `a = b or x`, `b = a`.

What is asked first must not decide what is answered: questions in a circle are answered together, as their least
fixed point.
"""

import ast
from abc import ABC, abstractmethod
from dataclasses import dataclass
from itertools import islice

from tools.ferry.source import Module
from tools.ferry.types.values import NOTHING, Values, bounded

_DEPTH = 400
"""How many questions may be open in each other: Python's own stack ends some time."""

_NONE = _DEPTH + 2  # deeper than any question

_ROUNDS = 10
"""How often answers in a circle may shrink again, where what is known of a value replaces a guess."""


@dataclass(slots=True)
class _Passing:
    """An answer so far, the depth of the outermost open question it rests on, and whether a chain was too long."""

    module: Module
    found: Values
    lowest: int
    is_deep: bool


class Questions(ABC):
    """Questions about one program; answers are kept."""

    def __init__(self) -> None:
        self._known: dict[ast.expr, Values] = {}
        self._open: dict[ast.expr, int] = {}  # what is being answered, outermost first, with its depth
        self._so_far: dict[ast.expr, Values] = {}  # what is known of open questions that are asked again
        self._passing: dict[ast.expr, _Passing] = {}
        self._lowest = _NONE  # the outermost open question on which the innermost one rests
        self._deep = False  # whether a chain below it was too long

    @abstractmethod
    def _infer(self, module: Module, node: ast.expr) -> Values:
        """Return what `node` can be, by asking what it is made of."""

    def of(self, module: Module, node: ast.expr) -> Values:
        """Return what `node` can be.

        The outermost of the questions that rest on each other (a strong component, as Tarjan finds them) answers them
        all; those inside get what is known so far.
        """
        if node in self._known:
            return self._known[node]
        depth = len(self._open)
        if node in self._open:
            self._lowest = min(self._lowest, self._open[node])
            return self._so_far.get(node, NOTHING)
        if node in self._passing:
            passing = self._passing[node]
            self._lowest, self._deep = min(self._lowest, passing.lowest), self._deep or passing.is_deep
            return passing.found
        if depth > _DEPTH:
            self._deep = True
            return NOTHING
        lowest, deep, self._lowest, self._deep = self._lowest, self._deep, _NONE, False
        self._open[node] = depth
        held = len(self._passing)
        found = self._infer(module, node)
        if self._lowest < depth or (self._deep and depth):
            del self._open[node]
            found = bounded(found)
            self._passing[node] = _Passing(module, found, self._lowest, self._deep)
            self._lowest, self._deep = min(lowest, self._lowest), deep or self._deep
            return found
        if len(self._passing) > held:
            found = self._settled(module, node, found, held)
        self._known[node] = found
        del self._open[node]
        self._lowest, self._deep = lowest, deep
        return found

    def _settled(self, module: Module, node: ast.expr, found: Values, held: int) -> Values:
        """Return the answer for `node`, and answer what rests on it: what passes since there were `held` such answers.

        All are asked again until no answer changes and no question is new; where nothing is known of any, that is so at
        once. It ends: an answer that goes on changing only grows after some rounds, and what it holds is bounded.
        """
        depth, rounds = self._open[node], 0
        is_open = bool(found) or any(one.found or one.is_deep for one in islice(self._passing.values(), held, None))
        while is_open:
            rounds += 1
            members = dict(islice(self._passing.items(), held, None))
            self._so_far[node] = before = found
            is_open = False
            for member, passing in members.items():
                self._open[member], self._so_far[member] = depth + 1, passing.found
                answer = self._once_more(passing.module, member, passing.found, rounds)
                del self._open[member], self._so_far[member]
                is_open = is_open or answer != passing.found
                self._passing[member] = _Passing(passing.module, answer, depth, is_deep=False)
            found = self._once_more(module, node, before, rounds)
            is_open = is_open or found != before or len(self._passing) > held + len(members)
        self._so_far.pop(node, None)
        while len(self._passing) > held:
            member, passing = self._passing.popitem()
            self._known[member] = passing.found
        return found

    def _once_more(self, module: Module, node: ast.expr, before: Values, rounds: int) -> Values:
        self._lowest, self._deep = _NONE, False
        answer = bounded(self._infer(module, node))
        return answer if rounds <= _ROUNDS else answer | before
