from app.persistence import PersistenceLayer, get_persistence


class Keeping:
    def __init__(self, kept: PersistenceLayer) -> None:
        self.kept = kept

    @property
    def layer(self) -> PersistenceLayer:
        return self.kept


class Asking:
    def __init__(self) -> None:
        self.layer = get_persistence()


class Rights:
    layer: PersistenceLayer

    def may(self, key: int) -> bool:
        return self.layer.is_admin(key)


class Front(Rights, Keeping):
    pass


class Back(Rights, Asking):
    pass


def show() -> str:
    return f"{Front(get_persistence()).may(2)} {Back().may(2)}"
