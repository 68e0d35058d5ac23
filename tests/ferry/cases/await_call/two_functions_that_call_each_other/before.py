from app.persistence import PersistenceLayer


def even(layer: PersistenceLayer, number: int) -> bool:
    return layer.is_admin(0) if number == 0 else odd(layer, number - 1)


def odd(layer: PersistenceLayer, number: int) -> bool:
    return False if number == 0 else even(layer, number - 1)
