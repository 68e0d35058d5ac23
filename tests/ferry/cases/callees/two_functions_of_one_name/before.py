from app.persistence import PersistenceLayer


def perform(act, layer: PersistenceLayer) -> int:
    return act(layer)


def perform_both(layer: PersistenceLayer) -> int:
    def act(layer: PersistenceLayer) -> int:
        return layer.count_players()

    first = perform(act, layer)

    def act(layer: PersistenceLayer) -> int:  # noqa: F811
        return layer.get_player(1).level

    return first + perform(act, layer)
