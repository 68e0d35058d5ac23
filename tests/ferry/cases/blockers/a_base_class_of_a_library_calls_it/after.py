# blockers: override
from otherlib import BaseCommand, Model

from app.persistence import get_persistence


class Census(BaseCommand[str]):
    def handle(self) -> str:
        return f"{get_persistence().count_players()} players"


class Row(Model):
    key = 1

    def validate(self) -> bool:
        return get_persistence().is_admin(self.key)
