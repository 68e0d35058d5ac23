from app.persistence import PersistenceLayer


def close(files: list[object]) -> None:
    for file in files:
        file.close()  # not the layer


def count(persistence: PersistenceLayer) -> list[str]:
    return sorted(persistence.room_names())
