"""A loop of its own gives a coroutine a copy of the context: a task keeps that where the tree has context variables."""

from pathlib import Path

from tests.ferry.stores import ALONE, APP, migrate

USE = """\
import asyncio
from contextvars import ContextVar

from app import Store

user = ContextVar("user", default="")


async def answer(text: str) -> str:
    user.set(text)
    return text


def show(store: Store) -> str:
    found = asyncio.run(answer(store.load(1)))
    return found + asyncio.run(
        answer(
            store.load(2),
        ),  # the second
    )
"""


def test_a_task_keeps_the_context_and_the_form_of_the_call(tmp_path: Path) -> None:
    migrate(tmp_path, APP, ALONE, USE)

    text = (tmp_path / "use.py").read_text(encoding="utf-8")
    head, _, body = USE.partition("def show(store: Store)")
    body = body.replace("asyncio.run", "await asyncio.create_task").replace("store.load", "await store.load")
    assert text.replace("from aio import AsyncStore", "from app import Store") == (
        f"{head}async def show(store: AsyncStore){body}"
    )
