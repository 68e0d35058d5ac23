# blockers: untraced
from app.persistence import get_persistence


def start(app) -> None:
    app.state.layer = get_persistence()


def size(app) -> int:
    return app.state.layer.count_players()
