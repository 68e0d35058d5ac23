from app.persistence.async_layer import AsyncPersistenceLayer


async def size(layer: AsyncPersistenceLayer) -> str:
    match await layer.count_players():
        case 0:
            return "none"
        case count if await layer.is_admin(count):
            return "admin"
    return "some"
