"""A lane sends all that wait together, and answers every caller, whatever happens to the others."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Hashable, Mapping, Sequence
from typing import Any

import pytest
import pytest_asyncio

from persistence import errors
from persistence.batching import lane as lane_module
from persistence.batching.lane import MOST_IN_A_BATCH, WORTH_A_BATCH, Lane, Rows
from persistence.errors import ConflictError, OutcomeUnknownError, PersistenceError, UnavailableError

Batch = tuple[str, list[Hashable], list[object]]


class Server:
    """Notes the batches, and answers each key with its value when it is let."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []
        self.open = asyncio.Event()
        self.open.set()
        self.failure: BaseException | None = None
        self.missing: set[Hashable] = set()
        self.tasks: list[asyncio.Task[None]] = []

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.append(asyncio.ensure_future(work))

    async def send(self, statement: str, keys: Sequence[Hashable], values: Sequence[object]) -> Mapping[Hashable, Rows]:
        self.batches.append((statement, list(keys), list(values)))
        await self.open.wait()
        if self.failure is not None:
            raise self.failure
        return {key: [(key, value)] for key, value in zip(keys, values, strict=True) if key not in self.missing}


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    yield server
    server.open.set()
    await asyncio.gather(*server.tasks, return_exceptions=True)


@pytest.fixture
def changes(server: Server) -> Lane[str]:
    return Lane([server.send], server.start, share=False)


@pytest.fixture
def paired_changes(server: Server) -> Lane[str]:
    """A lane that can have two batches under way."""
    return Lane([server.send, server.send], server.start, share=False)


@pytest.fixture
def reads(server: Server) -> Lane[str]:
    return Lane([server.send], server.start, share=True)


@pytest.mark.asyncio
async def test_calls_of_one_turn_of_the_loop_leave_together(changes: Lane[str], server: Server) -> None:
    answers = await asyncio.gather(*(changes.call("add", key, key * 10) for key in range(5)))

    assert answers == [[(key, key * 10)] for key in range(5)]
    assert server.batches == [("add", [0, 1, 2, 3, 4], [0, 10, 20, 30, 40])]


@pytest.mark.asyncio
async def test_what_comes_meanwhile_leaves_when_the_batch_has_ended(changes: Lane[str], server: Server) -> None:
    server.open.clear()
    calls = [asyncio.ensure_future(changes.call("add", 0))]
    await asyncio.sleep(0.01)
    calls += [asyncio.ensure_future(changes.call("add", key)) for key in (1, 2)]
    await asyncio.sleep(0.01)
    assert len(server.batches) == 1

    server.open.set()
    await asyncio.gather(*calls)

    assert [keys for _, keys, _ in server.batches] == [[0], [1, 2]]


@pytest.mark.asyncio
async def test_changes_of_one_key_happen_one_after_the_other(changes: Lane[str], server: Server) -> None:
    answers = await asyncio.gather(*(changes.call("add", "key", number) for number in range(3)))

    assert answers == [[("key", 0)], [("key", 1)], [("key", 2)]]
    assert [values for _, _, values in server.batches] == [[0], [1], [2]]


@pytest.mark.asyncio
async def test_a_busy_key_does_not_hold_up_the_others(changes: Lane[str], server: Server) -> None:
    await asyncio.gather(*(changes.call("add", key) for key in ("a", "a", "a", "b", "c")))

    assert [keys for _, keys, _ in server.batches] == [["a", "b", "c"], ["a"], ["a"]]


@pytest.mark.asyncio
async def test_reads_of_one_key_share_an_answer(reads: Lane[str], server: Server) -> None:
    answers = await asyncio.gather(*(reads.call("get", key) for key in ("a", "a", "b")))

    assert answers == [[("a", None)], [("a", None)], [("b", None)]]
    assert [keys for _, keys, _ in server.batches] == [["a", "b"]]


@pytest.mark.asyncio
async def test_statements_take_turns(changes: Lane[str], server: Server) -> None:
    await asyncio.gather(*(changes.call(statement, "key") for statement in ("add", "add", "add", "set")))

    assert [statement for statement, _, _ in server.batches] == ["add", "set", "add", "add"]


@pytest.mark.asyncio
async def test_a_batch_has_a_limit(changes: Lane[str], server: Server) -> None:
    await asyncio.gather(*(changes.call("add", key) for key in range(MOST_IN_A_BATCH + 1)))

    assert [len(keys) for _, keys, _ in server.batches] == [MOST_IN_A_BATCH, 1]


@pytest.mark.asyncio
async def test_many_calls_are_shared_out_to_batches_at_the_same_time(paired_changes: Lane[str], server: Server) -> None:
    server.open.clear()
    calls = asyncio.gather(*(paired_changes.call("add", key) for key in range(4 * WORTH_A_BATCH)))
    await asyncio.sleep(0.01)

    assert [len(keys) for _, keys, _ in server.batches] == [2 * WORTH_A_BATCH] * 2

    server.open.set()
    assert await calls == [[(key, None)] for key in range(4 * WORTH_A_BATCH)]


@pytest.mark.asyncio
async def test_heavy_calls_are_shared_out_sooner_and_to_smaller_batches(server: Server) -> None:
    def weight(statement: str) -> int:
        return 8 if statement == "save" else 1

    lane: Lane[str] = Lane([server.send, server.send], server.start, share=False, weight=weight)

    async def sizes(statement: str, calls: int) -> list[int]:
        """Of the batches that leave at first, and of those that follow."""
        server.batches.clear()
        server.open.clear()
        answers = asyncio.gather(*(lane.call(statement, key) for key in range(calls)))
        await asyncio.sleep(0.01)
        server.open.set()
        await answers
        return [len(keys) for _, keys, _ in server.batches]

    assert (await sizes("save", WORTH_A_BATCH))[:2] == [WORTH_A_BATCH // 2] * 2
    assert (await sizes("save", MOST_IN_A_BATCH))[:2] == [MOST_IN_A_BATCH // 8] * 2
    assert await sizes("add", WORTH_A_BATCH) == [WORTH_A_BATCH]


@pytest.mark.asyncio
async def test_few_calls_leave_in_one_batch_after_the_other(paired_changes: Lane[str], server: Server) -> None:
    server.open.clear()
    first = asyncio.gather(*(paired_changes.call("add", key) for key in range(WORTH_A_BATCH)))
    await asyncio.sleep(0.01)
    second = asyncio.gather(*(paired_changes.call("add", -key) for key in range(WORTH_A_BATCH)))
    await asyncio.sleep(0.01)
    assert len(server.batches) == 1

    server.open.set()
    await asyncio.gather(first, second)

    assert [len(keys) for _, keys, _ in server.batches] == [WORTH_A_BATCH] * 2


@pytest.mark.asyncio
async def test_a_key_is_never_in_two_batches_of_changes_at_the_same_time(
    paired_changes: Lane[str], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane_module, "WORTH_A_BATCH", 1)
    server.open.clear()
    calls = [asyncio.ensure_future(paired_changes.call("add", key, number)) for number, key in enumerate("aab")]
    await asyncio.sleep(0.01)
    calls += [asyncio.ensure_future(paired_changes.call("set", key, 3)) for key in "ab"]
    await asyncio.sleep(0.01)
    assert sorted(str(key) for _, keys, _ in server.batches for key in keys) == ["a", "b"]

    server.open.set()
    answers = await asyncio.gather(*calls)

    assert answers == [[("a", 0)], [("a", 1)], [("b", 2)], [("a", 3)], [("b", 3)]]
    of_a = [
        (statement, dict(zip(keys, values, strict=True))["a"])
        for statement, keys, values in server.batches
        if "a" in keys
    ]
    assert of_a == [("add", 0), ("set", 3), ("add", 1)] or of_a == [("add", 0), ("add", 1), ("set", 3)]


@pytest.mark.asyncio
async def test_calls_behind_one_whose_caller_has_left_are_sent(changes: Lane[str], server: Server) -> None:
    server.open.clear()
    calls = [asyncio.ensure_future(changes.call("add", "b"))]
    await asyncio.sleep(0.01)
    calls += [asyncio.ensure_future(changes.call("add", "a", number)) for number in range(3)]
    await asyncio.sleep(0.01)
    calls[1].cancel()
    calls[2].cancel()
    server.open.set()

    assert await calls[3] == [("a", 2)]
    assert [(keys, values) for _, keys, values in server.batches] == [(["b"], [None]), (["a"], [2])]


@pytest.mark.asyncio
async def test_a_queue_has_a_limit(changes: Lane[str], server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane_module, "MOST_WAITING", 3)
    server.open.clear()
    calls = [asyncio.ensure_future(changes.call("add", key)) for key in range(3)]
    await asyncio.sleep(0.01)
    calls += [asyncio.ensure_future(changes.call("add", key)) for key in range(3)]
    await asyncio.sleep(0.01)

    with pytest.raises(UnavailableError, match="3 calls wait already"):
        await changes.call("add", "one too many")

    server.open.set()
    await asyncio.gather(*calls)


@pytest.mark.asyncio
async def test_a_caller_that_leaves_before_it_is_sent_takes_its_call_with_it(
    changes: Lane[str], server: Server
) -> None:
    server.open.clear()
    first = asyncio.ensure_future(changes.call("add", 0))
    await asyncio.sleep(0.01)
    leaving, staying = (asyncio.ensure_future(changes.call("add", key)) for key in (1, 2))
    await asyncio.sleep(0.01)
    leaving.cancel()

    server.open.set()
    await asyncio.gather(first, staying)

    assert leaving.cancelled()
    assert [keys for _, keys, _ in server.batches] == [[0], [2]]


@pytest.mark.asyncio
async def test_a_caller_that_leaves_a_batch_under_way_leaves_it_to_the_others(reads: Lane[str], server: Server) -> None:
    server.open.clear()
    leaving, staying = (asyncio.ensure_future(reads.call("get", "a")) for _ in range(2))
    await asyncio.sleep(0.01)

    leaving.cancel()
    server.open.set()

    assert await staying == [("a", None)]


@pytest.mark.asyncio
async def test_what_the_batch_left_alone_goes_its_own_way(changes: Lane[str], server: Server) -> None:
    server.missing = {1}

    assert await asyncio.gather(*(changes.call("add", key) for key in range(2))) == [[(0, None)], None]


@pytest.mark.asyncio
async def test_a_batch_that_failed_sends_each_its_own_way(changes: Lane[str], server: Server) -> None:
    server.failure = ConflictError("undone")

    assert await asyncio.gather(*(changes.call("add", key) for key in range(2))) == [None, None]


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", [OutcomeUnknownError, errors.TimeoutError])
async def test_what_is_so_for_the_whole_batch_is_told_to_each_and_the_rest_does_not_wait(
    changes: Lane[str], server: Server, kind: type[PersistenceError]
) -> None:
    server.failure = kind("lost")
    server.open.clear()
    sent = [asyncio.ensure_future(changes.call("add", key)) for key in range(2)]
    await asyncio.sleep(0.01)
    waiting = asyncio.ensure_future(changes.call("add", 2))
    await asyncio.sleep(0.01)
    server.open.set()

    told = await asyncio.gather(*sent, return_exceptions=True)

    assert [type(error) for error in told] == [kind, kind]
    assert told[0] is not told[1]
    assert await waiting is None


@pytest.mark.asyncio
async def test_a_lane_that_is_torn_down_answers_all(changes: Lane[str], server: Server) -> None:
    server.open.clear()
    sent = asyncio.ensure_future(changes.call("add", 0))
    await asyncio.sleep(0.01)
    waiting = asyncio.ensure_future(changes.call("add", 1))
    await asyncio.sleep(0.01)

    server.tasks[0].cancel()

    with pytest.raises(UnavailableError, match="closed"):
        await sent
    assert await waiting is None


@pytest.mark.asyncio
async def test_a_lane_serves_again_after_a_failure(changes: Lane[str], server: Server) -> None:
    server.failure = OutcomeUnknownError("lost")
    with pytest.raises(OutcomeUnknownError):
        await changes.call("add", 0)

    server.failure = None

    assert await changes.call("add", 0) == [(0, None)]
