# blockers: dynamic, held_back
from app.persistence import PersistenceLayer


class Job:
    tell = None

    def run_job(self) -> None:
        self.tell("half way")


class Herald:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def announce_size(self, text: str) -> None:
        print(text, self.layer.count_players())


class Office:
    forwarded = {"announce_size": "tell"}

    def __init__(self, job: Job, herald: Herald) -> None:
        self.job = job
        self.herald = herald

    def open_office(self) -> None:
        for theirs, ours in self.forwarded.items():
            setattr(self.job, ours, getattr(self.herald, theirs))
        self.job.run_job()
