# blockers: callback, held_back
import io
import logging
from types import SimpleNamespace

from mqtt import Client

from app.persistence import get_persistence
from app.persistence.async_layer import AsyncPersistenceLayer


class Shown:
    def format(self, record: logging.LogRecord) -> str:
        return f"{record.msg} {get_persistence().count_players()}"


def on_message(player_id: int) -> str:
    return get_persistence().get_player(player_id).name


async def kept(layer: AsyncPersistenceLayer, player_id: int) -> bool:
    return await layer.is_admin(player_id)


def listen(text: str) -> list[str]:
    handler = logging.StreamHandler(io.StringIO())
    handler.formatter = Shown()
    client = Client()
    client.on_message = on_message
    return [client.on_message(1), Shown().format(logging.makeLogRecord({"msg": text}))]


async def keep(layer: AsyncPersistenceLayer) -> bool:
    held = SimpleNamespace()
    held.check = kept
    return await held.check(layer, 1)
