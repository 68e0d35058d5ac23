# blockers: callback, held_back
import io
import logging
from types import SimpleNamespace

from mqtt import Client

from app.persistence import PersistenceLayer, get_persistence


class Shown:
    def format(self, record: logging.LogRecord) -> str:
        return f"{record.msg} {get_persistence().count_players()}"


def on_message(player_id: int) -> str:
    return get_persistence().get_player(player_id).name


def kept(layer: PersistenceLayer, player_id: int) -> bool:
    return layer.is_admin(player_id)


def listen(text: str) -> list[str]:
    handler = logging.StreamHandler(io.StringIO())
    handler.formatter = Shown()
    client = Client()
    client.on_message = on_message
    return [client.on_message(1), Shown().format(logging.makeLogRecord({"msg": text}))]


def keep(layer: PersistenceLayer) -> bool:
    held = SimpleNamespace()
    held.check = kept
    return held.check(layer, 1)
