# blockers: import_time, held_back
from app.persistence import PersistenceLayer


def form(layer: PersistenceLayer) -> type:
    class Form:
        size = layer.count_players()

    layer.save_player(layer.get_player(1))
    return Form
