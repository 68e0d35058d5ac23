# blockers: untraced
from app.persistence import get_persistence


def start(app) -> None:
    app.extra.layer = get_persistence()


def size(app) -> int:
    return app.extra.layer.count_players()
