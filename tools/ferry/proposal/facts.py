"""What `ferry init` proposes, with the reason of each guess."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tools.ferry.config import Step
from tools.ferry.proposal.functions import Guessed
from tools.ferry.proposal.holders import Holder
from tools.ferry.proposal.methods import Guess
from tools.ferry.proposal.parts import AsyncPart
from tools.ferry.proposal.special_methods import Lacking


@dataclass(frozen=True, slots=True)
class Proposal:
    """A configuration in the making. `kept` counts the methods of one name in both classes.

    `differing` are those among them with other parameters, `synchronous` those that give nothing to await in the target
    either, under their names there. `yielding` are functions beside the facade that are to move, `hidden` those that
    give it, or something else, out of what nothing is known of. `states` are the places of a framework's state that no
    step can give the target, and why. `specials` are the special methods that code uses and the target lacks, `parts`
    the members that give what has to be awaited in the target; `deletion` says why the facade's file can, or cannot, be
    deleted at the end; `unserved` are the places that call where no event loop runs.
    """

    facade: str
    target: str
    roots: tuple[str, ...]
    unreadable: tuple[str, ...]
    accessors: tuple[Guessed, ...]
    companions: tuple[Guessed, ...]
    methods: tuple[Guess, ...]
    kept: int
    differing: tuple[tuple[str, str, str], ...]
    yielding: tuple[str, ...]
    hidden: tuple[tuple[str, str], ...]
    holders: tuple[Holder, ...]
    categories: Mapping[str, tuple[str, ...]]
    specials: tuple[Lacking, ...] = ()
    parts: tuple[AsyncPart, ...] = ()
    steps: tuple[Step, ...] = field(default=())
    synchronous: tuple[str, ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    deletion: str = ""
    unserved: tuple[str, ...] = ()

    @property
    def functions(self) -> tuple[Guessed, ...]:
        """Accessors and companions."""
        return (*self.accessors, *self.companions)

    @property
    def open(self) -> list[str]:
        """What a person has to decide."""
        return [
            *(f"{guess.name} has no async twin: write one, and name it under [target.accessors]"
              for guess in self.accessors if not guess.twin),
            *(f"{guess.name} has no twin that is a `def`: write one, and name it under [target.accessors]"
              for guess in self.companions if not guess.twin),
            *(f"method {guess.old}: {guess.reason}" for guess in self.methods if not guess.new),
            *(f"method {name} takes ({old}), in the target ({new}): make them alike"
              for name, old, new in self.differing),
            *(f"function {name} yields the facade: move it to a module of its own, to be migrated with its callers"
              for name in self.yielding),
            *(f"{name} gives {value}, and nothing shows where that comes from: if it is the facade, write an async "
              "twin of the function, and name it under [facade] accessors, with the twin under [target.accessors]"
              for name, value in self.hidden),
            *(f"{place}, and {reason}: what reads it changes with it in one step; for a step each, set it to the call "
              "itself, or set the target beside it, and name both under [travel]" for place, reason in self.states),
            *(f"{first}{f' and {len(self.unserved) - 1} more' if self.unserved[1:] else ''}: a thread, a server or the "
              "command line calls what uses the facade, and cannot await: name what makes a synchronous function of an "
              "async one, such as asgiref.sync.async_to_sync, under [target] to_sync" for first in self.unserved[:1]),
            *map(str, self.specials),
            *map(str, self.parts),
            *(f"{problem}: left out; mend it and take it out of `exclude`" for problem in self.unreadable),
        ]  # fmt: skip
