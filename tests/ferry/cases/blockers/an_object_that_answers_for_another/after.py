# blockers: unknown
from app.persistence import get_persistence


class Bot:
    def __init__(self) -> None:
        self.players = get_persistence()
        self.said: list[int] = []


class Wrapper:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def __getattr__(self, name: str) -> object:
        return getattr(self._bot, name)


def seen(bot: Wrapper) -> None:
    bot.said.append(bot.players.count_players())


def greet() -> None:
    seen(Wrapper(Bot()))
