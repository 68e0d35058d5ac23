# blockers: dynamic
from app.persistence import PersistenceLayer


def ask(layer: PersistenceLayer, name: str):
    return getattr(layer, name)()
