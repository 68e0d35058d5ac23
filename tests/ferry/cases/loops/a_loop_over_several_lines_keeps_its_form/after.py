from app.persistence.async_layer import AsyncPersistenceLayer


async def total(
    layer: AsyncPersistenceLayer,
    factor: int,
) -> int:
    return factor


async def report(layer: AsyncPersistenceLayer) -> str:
    found = await total(
        layer,
        await layer.count_players(),
    )
    text = """
        several lines
    """
    await total(layer, len("""
            of text
        """))
    return f"{found}{text}"
