from app.persistence import get_persistence


class Task:
    steps = ("check", "report")

    def run(self) -> list[object]:
        return [getattr(self, f"step_{step}")() for step in self.steps]

    def step_check(self) -> bool:
        return get_persistence().is_admin(1)

    def step_report(self) -> str:
        return "done"


class QuietTask(Task):
    steps = (*Task.steps[:-1], "quiet")

    def step_quiet(self) -> str:
        return ""
