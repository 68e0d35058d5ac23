# blockers: gap
from app.persistence import PersistenceLayer


def dump(persistence: PersistenceLayer) -> str:
    return persistence.export_all()
