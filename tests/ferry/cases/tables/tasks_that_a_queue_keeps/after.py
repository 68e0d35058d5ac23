import inspect
from collections import deque

from app.persistence.async_layer import get_async_persistence


class Queue:
    def __init__(self) -> None:
        self.tasks = deque()
        self.done = []

    def later(self, function, *arguments) -> "Queue":
        self.tasks.append({"function": function, "arguments": arguments})
        return self

    async def flush(self) -> list[object]:
        while self.tasks:
            task = self.tasks.popleft()
            self.done.append((await result if inspect.isawaitable(result := task["function"](*task["arguments"])) else result))
        return self.done


async def work() -> list[object]:
    return await Queue().later(get_async_persistence().is_admin, 1).later(max, 1, 2).flush()
