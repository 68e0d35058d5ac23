"""Values kept in memory for as long as the database tells of changes. It belongs to `persistence`.

What is kept is made from all rows of a query, and a trigger on its table notifies whoever listens of every change, by
whatever program. Why a value from here is right:

- A value is kept only when the listener heard before its query began, and no change was heard until it ended. So a
  change that is not in the value is heard of later, and then the value is dropped.
- It is used only while the listener hears. Its connection may break without a word, so hearing is a lease: each answer
  to a question on that connection extends it. When the connection is lost, everything is dropped, and read from the
  database on every call until there is another one.
- A change made through this layer drops the value before the call returns, whether it succeeded or not: a caller sees
  what it has written, and nothing that was not committed is ever kept. (When its caller is cancelled, a change that was
  sent ends later, and is then heard of as another process's.)
- A caller that has to wait for a query waits for one that began after it called.

So another process's change is seen after the time that a notification takes, some milliseconds, or after three seconds
when the network swallows it. Who needs more reads the rows themselves, or in a transaction, where nothing is kept.
"""
