from app.persistence import PersistenceLayer


def names(layer: PersistenceLayer) -> list[str]:
    found = [player.name for player in layer]
    for player in layer:
        found.append(player.name)
    return found + [player.name for player in list(layer)]
