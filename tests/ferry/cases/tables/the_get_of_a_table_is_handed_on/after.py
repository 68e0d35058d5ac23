from app.persistence.async_layer import get_async_persistence


async def count_guests() -> int:
    return await get_async_persistence().count_players()


async def name_guest() -> str:
    return (await get_async_persistence().get_player_by_id(1)).name


PAGES = {"count": count_guests, "name": name_guest}


def routes(find) -> list[tuple[str, object]]:
    found = []
    for path in ("count", "name", "about"):
        page = find(path)
        found.append((f"/{path}", page))
    return found


VIEWS = {path: page for path, page in routes(PAGES.get) if page in PAGES.values()}


async def visit(path: str) -> str:
    if view := VIEWS.get(path):
        return f"{await view()}"
    return "nowhere"
