from app.persistence import PersistenceLayer


def size(layer: PersistenceLayer) -> str:
    match layer.count_players():
        case 0:
            return "none"
        case count if layer.is_admin(count):
            return "admin"
    return "some"
