from pathlib import Path

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def size_of(source: AsyncPersistenceLayer | str) -> int:
    return len(source) if isinstance(source, str) else await source.count_players()


async def both(path: Path) -> int:
    return await size_of(str(path / "players.txt")) + await size_of(get_async_persistence())
