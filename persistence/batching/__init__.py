"""One statement for many callers. It belongs to `persistence`; `docs/PERSISTENCE.md` has the measurements.

How it works: while a batch is under way, the calls that arrive wait; when it has ended, all that wait go together in
the next. So a lone caller is sent at once, and the more callers there are, the larger the batches become, with no timer
and no setting. When many wait, they are shared out to two batches on two connections: while the server works at one,
this process reads the answers to the other. A batch that is held up for longer than 20 ms no longer holds back the
next, as long as the second connection is free.

Why it is right:

- A caller is answered after the statement of its batch has ended, and that statement commits by itself: what is
  answered is durable, and a read that begins after a write has returned sees it, as it is in a batch that leaves later.
- The batched changes of one key are made in the order of their calls, whatever their statements: there is a line for
  each key, and only its head is in a queue, in a batch, or on its way alone. It leaves the line when it has ended, also
  when its caller has left before, so a change that nobody waits for never follows a later one. Two things are outside
  this order: calls that are not batched (those with an `operation_id`, those of a transaction, and all methods that do
  not go by `change_by_key`, such as `move_player`, `delete_player` and `save_players`), and one whose outcome is
  unknown, as the server may still be at work on it when the connection is gone.
- A batch of changes skips rows that others have locked, and leaves alone saves that would take a name. What it cannot
  skip (a new key that another transaction is inserting) it waits for at most 100 ms, and for all its work at most a
  quarter of a call's time limit; then the server undoes it. So a batch is no part of a lasting deadlock.
- A statement that fails or is undone did nothing, and its calls go on one by one on connections of the pool, each with
  a time limit of its own: a bad, locked or slow row fails its own caller alone. So does a read whose connection was
  lost. Only where a batch of changes was sent and no answer came, each of its callers gets `OutcomeUnknownError`.
- Calls that go on one by one take at most half the pool for each lane. The others wait for their turn, and the calls
  behind them in the lines of their keys wait too, each at most for the limit of a call, as everybody does in a queue;
  then they get `TimeoutError`, and were not sent.
- A caller that leaves takes its call with it while it was not sent; one that was sent is finished. The work belongs to
  the lane, so the others notice nothing.
- When the layer is closed and a call cannot be finished in time, its caller gets `OutcomeUnknownError` when a change
  was sent, else `UnavailableError`.
"""
