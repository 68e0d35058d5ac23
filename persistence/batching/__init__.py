"""One statement for many callers. It belongs to `persistence`; `docs/PERSISTENCE.md` has the measurements.

How it works: while a batch is under way, the calls that arrive wait; when it has ended, all that wait go together in
the next. So a lone caller is sent at once, and the more callers there are, the larger the batches become, with no timer
and no setting. When many wait, they are shared out to two batches on two connections: while the server works at one,
this process reads the answers to the other.

Why it is right:

- A caller is answered after the statement of its batch has ended, and that statement commits by itself: what is
  answered is durable, and a read that begins after a write has returned sees it, as it is in a batch that leaves later.
- A key is in one batch of changes at a time, and there once; a second change of it waits until the first has ended. So
  changes of one key are made in the order of their calls, and each gets its own result.
- A batch of changes never waits for a row: rows that others have locked are skipped, as are saves that would take a
  name, and their callers continue one by one, each on its own connection. So nobody waits for a row of somebody else,
  and no batch is part of a deadlock.
- A statement that fails is undone whole, so its callers too continue one by one: a bad row fails its own caller alone.
  Where the outcome cannot be known, because the connection was lost, each is told so.
- A caller that leaves takes its call with it while it waits; one that was sent is finished. The batch belongs to the
  lane, so the others notice nothing.
"""
