import abc

from app.persistence import get_persistence


class Page(abc.ABC):
    def run(self, key: int) -> str:
        return self.show(get_persistence(), key)

    @abc.abstractmethod
    def show(self, persistence, key):
        """Give the page as text."""


class PlayerPage(Page):
    def show(self, persistence, key):
        return persistence.get_player(key).name


class Count(Page):
    def show(self, persistence, key):
        return str(persistence.count_players() + key)


def view(page: Page, key: int) -> str:
    return page.show(get_persistence(), key)
