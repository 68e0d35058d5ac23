"""Answers of the type checker, kept between runs.

A file's answers depend on its own text, on what it can see of other files, and on the checker. Definitions are kept by
name, so that one more line above them changes nothing.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Protocol

from tools.ferry.cache import Cache, checker_version, open_cache
from tools.ferry.source import Program
from tools.ferry.types.surroundings import Surroundings

Place = tuple[str, int]


class Definitions(Protocol):
    """A type checker that knows where names are defined."""

    def definitions(self, file: str, places: Sequence[tuple[int, int]]) -> list[list[Place]]:
        """Return (file, line) of each definition of the name at each place (line from 1, column from 0)."""


class FileFacts:
    """What is kept about the files of one program: it follows from the text of each and from what that can see."""

    def __init__(self, program: Program, surroundings: Surroundings, cache: Cache) -> None:
        self._program = program
        self._surroundings = surroundings
        self._cache = cache

    def read(self, kind: str, file: str, *about: str) -> Any:
        """Return what was kept of the file under `kind`, and what else it depends on; None when there is nothing."""
        return self._cache.read(kind, *self._depends_on(file), *about)

    def write(self, content: object, kind: str, file: str, *about: str) -> None:
        """Keep it."""
        self._cache.write(content, kind, *self._depends_on(file), *about)

    def _depends_on(self, file: str) -> tuple[str, ...]:
        return self._surroundings.of(file), file, self._program.files[file].text


class CachedDefinitions:
    """The checker's answers about one program, from disk where they are known."""

    def __init__(self, program: Program, checker: Definitions, facts: FileFacts) -> None:
        self._program = program
        self._checker = checker
        self._facts = facts

    def definitions(self, file: str, places: Sequence[tuple[int, int]]) -> list[list[Place]]:
        """Return what the checker answers."""
        asked = ("answers", file, json.dumps(places))
        found = self._here(self._facts.read(*asked))
        if found is None:
            found = self._checker.definitions(file, places)
            self._facts.write(self._by_name(found), *asked)
        return found

    def _by_name(self, found: list[list[Place]]) -> list[Any]:
        """Return what is kept: each definition once, by name, and for each answer the numbers of its definitions."""
        numbers = {place: number for number, place in enumerate(dict.fromkeys(p for one in found for p in one))}
        return [[self._name(place) for place in numbers], [[numbers[place] for place in one] for one in found]]

    def _name(self, place: Place) -> tuple[str, str, int]:
        """Return the place as (file, name, how many of this name stand above); without a name as (file, "", 0)."""
        file, line = place
        definition = self._program.by_line.get(place)
        if definition is None:
            return file, "", 0  # the line would be another's when one is added above
        return file, definition.name, self._lines[file, definition.name].index(line)

    def _here(self, kept: Any) -> list[list[Place]] | None:
        """Return kept answers as places in this tree; None when it has no such definition, or they are damaged."""
        try:
            definitions, answers = kept
            places = [self._line(str(file), str(name), int(line)) for file, name, line in definitions]
            if None in places:
                return None
            return [[places[number] for number in one] for one in answers]
        except (ValueError, TypeError, IndexError):
            return None

    def _line(self, file: str, name: str, line: int) -> Place | None:
        if not name:
            return file, line
        lines = self._lines.get((file, name), [])
        return (file, lines[line]) if line < len(lines) else None

    @cached_property
    def _lines(self) -> dict[tuple[str, str], list[int]]:
        """The lines on which a file defines a name, in order."""
        found: dict[tuple[str, str], list[int]] = {}
        for (file, line), definition in sorted(self._program.by_line.items(), key=lambda pair: pair[0]):
            found.setdefault((file, definition.name), []).append(line)
        return found


@contextmanager
def remembered(
    program: Program, roots: tuple[str, ...], checker: Definitions
) -> Iterator[tuple[Definitions, FileFacts | None]]:
    """Put the cache, if it is on and knows the version of the checker, before that one; yield what else it keeps."""
    cache, checked_by = open_cache(), checker_version()
    if cache is None or checked_by is None:
        yield checker, None
        return
    facts = FileFacts(program, Surroundings(program, roots, checked_by), cache)
    yield CachedDefinitions(program, checker, facts), facts
    cache.close()
