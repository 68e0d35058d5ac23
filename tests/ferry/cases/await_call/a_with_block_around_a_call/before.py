import contextlib

from app.persistence import PersistenceLayer


def close(layer: PersistenceLayer) -> None:
    with contextlib.suppress(OSError):
        layer.close()
