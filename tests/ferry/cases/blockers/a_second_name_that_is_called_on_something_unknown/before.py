# blockers: held_back, unknown
from app.persistence import PersistenceLayer


class Orchard:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def count_trees(self) -> int:
        return self.layer.count_players()

    tree_total = count_trees


def show_orchard(orchard) -> str:
    return f"{orchard.tree_total()} trees"
