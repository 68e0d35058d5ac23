"""What `ferry verify` looks for: the stable names of its rules and what each means."""

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    "unawaited": "a coroutine is made and not awaited, or never made: the async function is not called",
    "await_outside": "`await`, `async for` or `async with` outside an async function",
    "not_awaitable": "what is awaited, or given to asyncio to be awaited, is a result already",
    "async_iteration": "a plain loop over an async generator, or a plain `with` around an async context manager; "
    "an `async for` over a list, an `async with` around a lock between threads",
    "blocking": "a blocking call in async code holds up the event loop",
    "blocking_deep": "async code calls a function that blocks further down",
    "lock_across_await": "a thread lock is held across an await",
    "event_loop_shim": "an event loop is started, or crossed, where one is running already",
    "lost_task": "a task is started and nobody holds it",
    "facade": "a migrated package refers to the facade",
    "missing_method": "the async class has no such method",
    "missing_name": "a test replaces a name that the module does not have, or a dependency that nobody asks for",
    "plain_mock": "a plain mock, namespace or fake stands where an awaitable is needed",
    "silenced": "a setting silences `coroutine … was never awaited`",
    "type_checker": "a type checker sees a coroutine where its result is meant",
    "unreadable": "a file cannot be read or parsed",
}
