# blockers: private
from app.persistence import PersistenceLayer


def ask(persistence: PersistenceLayer, coroutine: object) -> object:
    return persistence._run_async(coroutine)
