from app.persistence.async_layer import AsyncPersistenceLayer


def close(files: list[object]) -> None:
    for file in files:
        file.close()  # not the layer


def count(persistence: AsyncPersistenceLayer) -> list[str]:
    return sorted(persistence.room_names())
