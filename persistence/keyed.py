"""Statements about many keys at once, which serve one caller alone as well as a batch of them.

Both kinds take arrays, and each row that they give has in it the key to which it belongs.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, Executable, Select, TableValuedAlias, bindparam, column, func
from sqlalchemy.types import TypeEngine

Arrays = Mapping[str, Sequence[object]]


@dataclass(frozen=True, eq=False)
class KeyedRead:
    """A query for the rows of the keys in the array `keys`.

    Attributes:
        key_index: The place in a row of the key that it belongs to.
    """

    statement: Select[Any]
    key_index: int


def _pairs(keys: Sequence[Hashable], values: Sequence[Any]) -> Arrays:
    return {"given_key": keys, "given_value": values}


@dataclass(frozen=True, eq=False)
class KeyedChange:
    """A change of the rows of some keys, each by a value of its own.

    A key is given once, and is the first column of the row that it gives. A row is changed as its value says, whatever
    others do meanwhile: it is locked first.

    Attributes:
        waiting: The statement that waits for rows that others have locked.
        skipping: The statement that leaves those rows alone, so that a batch never waits for one of its rows. It may
            leave others alone too.
        arrays: The statements' parameters for keys and the values at their places.
        weight: How many times the work of a single row's change a key is.
    """

    waiting: Executable
    skipping: Executable
    arrays: Callable[[Sequence[Hashable], Sequence[Any]], Arrays]
    weight: int

    @classmethod
    def build(
        cls,
        statement: Callable[[bool], Executable],
        arrays: Callable[[Sequence[Hashable], Sequence[Any]], Arrays] = _pairs,
        weight: int = 1,
    ) -> "KeyedChange":
        """The two statements that `statement` makes when it is told whether to skip locked rows."""
        return cls(statement(False), statement(True), arrays, weight)


def given_table(name: str, columns: Mapping[str, TypeEngine[Any]]) -> TableValuedAlias:
    """Arrays as a table: each of its columns is the parameter `<name>_<column>`, an array."""
    arrays = (bindparam(f"{name}_{key}", type_=ARRAY(kind)) for key, kind in columns.items())
    table = func.unnest(*arrays).table_valued(*(column(key, kind) for key, kind in columns.items()))
    return table.render_derived(name=name)


def given_pairs(key: TypeEngine[Any], value: TypeEngine[Any]) -> TableValuedAlias:
    """The keys and their values, as `KeyedChange` gives them by default, in the columns `key` and `value`."""
    return given_table("given", {"key": key, "value": value})
