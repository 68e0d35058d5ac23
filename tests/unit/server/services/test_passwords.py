"""Hashing of passwords."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from server.services.passwords import BusyError, PasswordHashing


@pytest.fixture
def hashing() -> Iterator[PasswordHashing]:
    with PasswordHashing(workers=1, longest_queue=2) as opened:
        yield opened


@pytest.mark.asyncio
async def test_a_hash_recognises_its_password_and_no_other(hashing: PasswordHashing) -> None:
    password_hash = await hashing.hash("correct horse")

    assert password_hash.startswith("$argon2id$")
    assert await hashing.verify(password_hash, "correct horse")
    assert not await hashing.verify(password_hash, "correct house")


@pytest.mark.asyncio
async def test_one_password_never_has_the_same_hash_twice(hashing: PasswordHashing) -> None:
    assert await hashing.hash("correct horse") != await hashing.hash("correct horse")


@pytest.mark.asyncio
@pytest.mark.parametrize("password_hash", [None, "", "nonsense"])
async def test_without_a_hash_no_password_is_right(hashing: PasswordHashing, password_hash: str | None) -> None:
    assert not await hashing.verify(password_hash, "nobody")


@pytest.mark.asyncio
async def test_the_event_loop_runs_on_meanwhile(hashing: PasswordHashing) -> None:
    turns = 0
    running = asyncio.create_task(hashing.hash("correct horse"))

    while not running.done():
        await asyncio.sleep(0)
        turns += 1

    assert turns > 3


@pytest.mark.asyncio
async def test_more_than_the_queue_holds_is_refused_and_leaving_makes_room(hashing: PasswordHashing) -> None:
    release = threading.Event()
    hashing._threads.submit(release.wait)
    waiting = [asyncio.create_task(hashing.hash("correct horse")) for _ in range(3)]
    await asyncio.sleep(0)

    with pytest.raises(BusyError):
        await hashing.hash("one too many")
    waiting.pop().cancel()
    await asyncio.sleep(0.01)
    waiting.append(asyncio.create_task(hashing.hash("correct horse")))
    release.set()

    assert len(await asyncio.gather(*waiting)) == 3
