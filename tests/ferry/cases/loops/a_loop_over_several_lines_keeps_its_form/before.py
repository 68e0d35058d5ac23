import asyncio

from app.persistence import PersistenceLayer


async def total(
    layer: PersistenceLayer,
    factor: int,
) -> int:
    return factor


def report(layer: PersistenceLayer) -> str:
    found = asyncio.run(
        total(
            layer,
            layer.count_players(),
        )
    )
    text = """
        several lines
    """
    asyncio.run(
        total(layer, len("""
            of text
        """)),
    )
    return f"{found}{text}"
