from app.persistence import PersistenceLayer


class Registry:
    layer: PersistenceLayer


REGISTRY = Registry()


def fill_registry() -> None:
    REGISTRY.layer = PersistenceLayer("memory")


def set_up_program() -> None:
    fill_registry()


def show_registry() -> None:
    print(REGISTRY.layer.count_players())


if __name__ == "__main__":
    print("begin")
    set_up_program()
    show_registry()
    print("end")
