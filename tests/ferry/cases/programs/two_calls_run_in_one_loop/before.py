from app.persistence import get_persistence


def first() -> None:
    print(get_persistence().count_players())


def second() -> None:
    print("second")


if __name__ == "__main__":
    first()
    second()
    first()
