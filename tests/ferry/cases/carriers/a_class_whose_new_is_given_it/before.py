from app.persistence import get_persistence


class Page:
    def __new__(cls, layer, title):
        page = super().__new__(cls)
        page.layer = layer
        return page

    def __init__(self, layer, title) -> None:
        self.title = title

    def size(self) -> int:
        return self.layer.count_players()


def size() -> int:
    return Page(get_persistence(), "all").size()
