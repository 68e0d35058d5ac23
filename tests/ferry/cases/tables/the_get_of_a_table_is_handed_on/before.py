from app.persistence import get_persistence


def count_guests() -> int:
    return get_persistence().count_players()


def name_guest() -> str:
    return get_persistence().get_player(1).name


PAGES = {"count": count_guests, "name": name_guest}


def routes(find) -> list[tuple[str, object]]:
    found = []
    for path in ("count", "name", "about"):
        page = find(path)
        found.append((f"/{path}", page))
    return found


VIEWS = {path: page for path, page in routes(PAGES.get) if page in PAGES.values()}


def visit(path: str) -> str:
    if view := VIEWS.get(path):
        return f"{view()}"
    return "nowhere"
