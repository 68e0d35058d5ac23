from collections import deque

from app.persistence import get_persistence


class Queue:
    def __init__(self) -> None:
        self.tasks = deque()
        self.done = []

    def later(self, function, *arguments) -> "Queue":
        self.tasks.append({"function": function, "arguments": arguments})
        return self

    def flush(self) -> list[object]:
        while self.tasks:
            task = self.tasks.popleft()
            self.done.append(task["function"](*task["arguments"]))
        return self.done


def work() -> list[object]:
    return Queue().later(get_persistence().is_admin, 1).later(max, 1, 2).flush()
