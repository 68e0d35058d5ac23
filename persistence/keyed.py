"""Statements about many keys at once, which serve one caller alone as well as a batch of them.

Both kinds take arrays, and each row that they give has in it the key to which it belongs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, Executable, Select, TableValuedAlias, bindparam, column, func
from sqlalchemy.types import TypeEngine


@dataclass(frozen=True, eq=False)
class KeyedRead:
    """A query for the rows of the keys in the array `keys`.

    Attributes:
        key_index: The place in a row of the key that it belongs to.
    """

    statement: Select[Any]
    key_index: int


@dataclass(frozen=True, eq=False)
class KeyedChange:
    """A change of the rows of the keys in the array `keys`, each by the value at its place in the array `values`.

    A key may be in the array once, and is the first column of the row that it gives. A row is changed as its value
    says, whatever others do meanwhile: it is locked first.

    Attributes:
        waiting: The statement that waits for rows that others have locked.
        skipping: The statement that leaves those rows alone, so that a batch never waits for one of its rows.
    """

    waiting: Executable
    skipping: Executable

    @classmethod
    def build(cls, statement: Callable[[bool], Executable]) -> "KeyedChange":
        """The two statements that `statement` makes when it is told whether to skip locked rows."""
        return cls(statement(False), statement(True))


def given_pairs(key: TypeEngine[Any], value: TypeEngine[Any]) -> TableValuedAlias:
    """The arrays `keys` and `values` as a table with the columns `key` and `value`."""
    arrays = func.unnest(bindparam("keys", type_=ARRAY(key)), bindparam("values", type_=ARRAY(value)))
    return arrays.table_valued(column("key", key), column("value", value)).render_derived(name="given")
