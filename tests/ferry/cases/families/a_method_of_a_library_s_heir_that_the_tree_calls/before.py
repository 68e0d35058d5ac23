from otherlib import Model

from app.persistence import get_persistence


class Row(Model):
    key = 1

    def allowed(self) -> bool:
        return get_persistence().is_admin(self.key)


def show(row: Row) -> str:
    return "yes" if row.allowed() else "no"
