from pathlib import Path

from app.persistence import PersistenceLayer, get_persistence


def size_of(source: PersistenceLayer | str) -> int:
    return len(source) if isinstance(source, str) else source.count_players()


def both(path: Path) -> int:
    return size_of(str(path / "players.txt")) + size_of(get_persistence())
