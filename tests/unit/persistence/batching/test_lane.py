"""A lane sends all that wait together, and answers every caller, whatever happens to the others."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Hashable, Mapping, Sequence
from typing import Any

import pytest
import pytest_asyncio

from persistence import errors
from persistence.batching import lane as lane_module
from persistence.batching.changes import ChangeLane
from persistence.batching.lane import MOST_IN_A_BATCH, WORTH_A_BATCH, Lane, Rows
from persistence.errors import ConflictError, OutcomeUnknownError, PersistenceError, UnavailableError
from persistence.supervisor import Call

Batch = tuple[str, list[Hashable], list[object]]


class Server:
    """Notes the batches, and answers each key with its value when it is let."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []
        self.open = asyncio.Event()
        self.open.set()
        self.failure: BaseException | None = None
        self.missing: set[Hashable] = set()
        self.sent_alone: list[tuple[str, Hashable, object]] = []
        self.unlocked = asyncio.Event()
        self.unlocked.set()
        self.tasks: list[asyncio.Task[None]] = []

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.append(asyncio.ensure_future(work))

    async def send(
        self, statement: str, keys: Sequence[Hashable], values: Sequence[object], call: Call
    ) -> Mapping[Hashable, Rows]:
        self.batches.append((statement, list(keys), list(values)))
        call.committing = True
        await self.open.wait()
        if self.failure is not None:
            raise self.failure
        return {key: [(key, value)] for key, value in zip(keys, values, strict=True) if key not in self.missing}

    async def alone(self, statement: str, key: Hashable, value: object, call: Call) -> Rows:
        """Answers when the key is no longer missing."""
        self.sent_alone.append((statement, key, value))
        call.committing = True
        await self.unlocked.wait()
        return [(key, value)]

    def changes(self, connections: int = 1, *, limit_s: float = 5, **options: Any) -> ChangeLane[str]:
        return ChangeLane([self.send] * connections, self.alone, self.start, limit_s=limit_s, most_alone=2, **options)

    def reads(self, *, limit_s: float = 5) -> Lane[str]:
        return Lane([self.send], self.alone, self.start, limit_s=limit_s, most_alone=2)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    yield server
    server.open.set()
    server.unlocked.set()
    await asyncio.gather(*server.tasks, return_exceptions=True)


@pytest.fixture
def changes(server: Server) -> Lane[str]:
    return server.changes()


@pytest.fixture
def paired_changes(server: Server) -> Lane[str]:
    """A lane that can have two batches under way."""
    return server.changes(2)


@pytest.fixture
def reads(server: Server) -> Lane[str]:
    return server.reads()


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
    server.open.clear()
    calls = [changes.call("add", 0)]
    await asyncio.sleep(0.01)
    calls += [changes.call("add", key) for key in range(1, MOST_IN_A_BATCH + 2)] + [changes.call("set", -1)]
    server.open.set()
    await asyncio.gather(*calls)

    assert [statement for statement, _, _ in server.batches] == ["add", "add", "set", "add"]


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

    lane = server.changes(2, weight=weight)

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
async def test_few_calls_leave_in_one_batch_after_the_other(
    paired_changes: Lane[str], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane_module, "PATIENCE_S", 60)
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
async def test_a_batch_that_is_held_up_does_not_hold_back_the_next(
    paired_changes: Lane[str], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane_module, "PATIENCE_S", 0.05)
    server.open.clear()
    calls = [paired_changes.call("add", 0)]
    await asyncio.sleep(0.01)
    calls.append(paired_changes.call("add", 1))
    await asyncio.sleep(0.1)

    assert [keys for _, keys, _ in server.batches] == [[0], [1]]

    server.open.set()
    await asyncio.gather(*calls)


@pytest.mark.asyncio
async def test_what_the_batch_left_alone_is_sent_alone(changes: Lane[str], server: Server) -> None:
    server.missing = {1}

    assert await asyncio.gather(*(changes.call("add", key) for key in range(2))) == [[(0, None)], [(1, None)]]
    assert server.sent_alone == [("add", 1, None)]


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", [ConflictError, errors.TimeoutError, UnavailableError])
async def test_each_call_of_a_batch_that_failed_is_sent_alone(
    changes: Lane[str], server: Server, kind: type[PersistenceError]
) -> None:
    server.failure = kind("undone")

    assert await asyncio.gather(*(changes.call("add", key) for key in range(2))) == [[(0, None)], [(1, None)]]
    assert [key for _, key, _ in server.sent_alone] == [0, 1]


@pytest.mark.asyncio
async def test_calls_of_a_key_wait_for_the_one_that_is_sent_alone_whatever_their_statements(
    changes: Lane[str], server: Server
) -> None:
    server.missing = {"held"}
    server.unlocked.clear()
    first = changes.call("add", "held", 1)
    await asyncio.sleep(0.01)
    server.missing = set()
    later = [changes.call("set", "held", 2), changes.call("add", "held", 3)]
    assert await changes.call("add", "free", 4) == [("free", 4)]
    assert server.batches[1:] == [("add", ["free"], [4])]

    server.unlocked.set()

    assert await asyncio.gather(first, *later) == [[("held", 1)], [("held", 2)], [("held", 3)]]
    assert server.batches[2:] == [("set", ["held"], [2]), ("add", ["held"], [3])]


@pytest.mark.asyncio
async def test_a_call_that_is_sent_alone_keeps_its_key_though_its_caller_has_left(
    changes: Lane[str], server: Server
) -> None:
    server.missing = {"held"}
    server.unlocked.clear()
    abandoned = changes.call("set", "held", 1)
    await asyncio.sleep(0.01)
    server.missing = set()
    abandoned.cancel()
    later = changes.call("set", "held", 2)
    await asyncio.sleep(0.01)
    assert len(server.batches) == 1

    server.unlocked.set()

    assert await later == [("held", 2)]


@pytest.mark.asyncio
async def test_who_waits_too_long_behind_a_call_of_the_same_key_is_told_and_not_sent(server: Server) -> None:
    changes = server.changes(limit_s=0.05)
    server.missing = {"held"}
    server.unlocked.clear()
    first = changes.call("add", "held", 1)
    second = changes.call("add", "held", 2)

    with pytest.raises(errors.TimeoutError, match="not sent"):
        await second
    server.unlocked.set()

    assert await first == [("held", 1)]
    assert len(server.batches) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", ["reads", "changes"])
async def test_who_waits_too_long_in_a_queue_is_told_and_not_sent(server: Server, kind: str) -> None:
    lane = server.changes(limit_s=0.05) if kind == "changes" else server.reads(limit_s=0.05)
    server.open.clear()
    sent = lane.call("add", "sent")
    await asyncio.sleep(0.01)
    late = [lane.call("add", "late"), lane.call("set", "late too")]
    await asyncio.sleep(0.03)
    later = lane.call("add", "later")

    for call in late:
        with pytest.raises(errors.TimeoutError, match="not sent"):
            await call
    server.open.set()

    assert await sent == [("sent", None)]
    assert await later == [("later", None)]
    assert [keys for _, keys, _ in server.batches] == [["sent"], ["later"]]


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", ["reads", "changes"])
async def test_who_has_waited_too_long_counts_no_more_and_its_key_is_served_again(
    server: Server, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane_module, "MOST_WAITING", 3)
    lane = server.changes(limit_s=0.02) if kind == "changes" else server.reads(limit_s=0.02)
    for number in range(3):
        server.open.clear()
        sent = lane.call("add", "sent")
        await asyncio.sleep(0.005)
        # Of changes two stand in the line of a key that is in the queue, or sent.
        late = [lane.call("add", key) for key in ("late", "late", "sent")]
        assert [type(error) for error in await asyncio.gather(*late, return_exceptions=True)] == [
            errors.TimeoutError
        ] * 3
        server.open.set()
        await sent

        assert await lane.call("add", "late", number) == [("late", number)]


@pytest.mark.asyncio
async def test_who_has_left_a_line_in_time_is_not_told_that_it_waited_too_long(server: Server) -> None:
    changes = server.changes(limit_s=0.05)
    server.open.clear()
    first = changes.call("add", "a", 1)
    second = changes.call("add", "a", 2)
    await asyncio.sleep(0.02)
    server.open.set()
    await first
    server.open.clear()
    await asyncio.sleep(0.06)
    assert len(server.batches) == 2
    server.open.set()

    assert await second == [("a", 2)]


@pytest.mark.asyncio
async def test_few_are_sent_alone_at_a_time_and_who_waits_too_long_is_told(server: Server) -> None:
    changes = server.changes(limit_s=0.05)
    server.missing = set(range(4))
    server.unlocked.clear()
    calls = [changes.call("add", key) for key in range(4)]

    for late in calls[2:]:
        with pytest.raises(errors.TimeoutError, match="not sent"):
            await late
    assert [key for _, key, _ in server.sent_alone] == [0, 1]
    server.unlocked.set()

    assert await asyncio.gather(*calls[:2]) == [[(0, None)], [(1, None)]]


@pytest.mark.asyncio
async def test_an_unknown_outcome_is_told_to_each_of_the_batch_and_the_rest_is_sent(
    changes: Lane[str], server: Server
) -> None:
    server.failure = OutcomeUnknownError("lost")
    server.open.clear()
    sent = [changes.call("add", key) for key in range(2)]
    await asyncio.sleep(0.01)
    waiting = changes.call("add", 0)
    sent[0].add_done_callback(lambda _: setattr(server, "failure", None))
    server.open.set()

    told = await asyncio.gather(*sent, return_exceptions=True)

    assert [type(error) for error in told] == [OutcomeUnknownError] * 2
    assert told[0] is not told[1]
    assert await waiting == [(0, None)]
    assert server.sent_alone == []


@pytest.mark.asyncio
async def test_a_lane_that_is_torn_down_tells_each_what_it_knows(changes: Lane[str], server: Server) -> None:
    server.open.clear()
    sent = changes.call("add", 0)
    await asyncio.sleep(0.01)
    waiting = [changes.call("add", key) for key in (0, 1)]

    server.tasks[0].cancel()

    with pytest.raises(OutcomeUnknownError, match="closed"):
        await sent
    told = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(error) for error in told] == [UnavailableError] * 2


@pytest.mark.asyncio
async def test_a_call_that_is_cut_short_while_it_is_sent_alone_has_an_unknown_outcome(
    changes: Lane[str], server: Server
) -> None:
    server.missing = {0}
    server.unlocked.clear()
    sent, waiting = changes.call("add", 0), changes.call("add", 0)
    await asyncio.sleep(0.01)

    for task in server.tasks:
        task.cancel()

    told = await asyncio.gather(sent, waiting, return_exceptions=True)
    assert [type(error) for error in told] == [OutcomeUnknownError, UnavailableError]


@pytest.mark.asyncio
async def test_a_lane_serves_again_after_a_failure(changes: Lane[str], server: Server) -> None:
    server.failure = OutcomeUnknownError("lost")
    with pytest.raises(OutcomeUnknownError):
        await changes.call("add", 0)

    server.failure = None

    assert await changes.call("add", 0) == [(0, None)]
