# blockers: callback, held_back
import asyncio
import csv
import json

from app.persistence import get_persistence
from app.persistence.async_layer import get_async_persistence


class Protocol:
    def write(self, line: str) -> None:
        print(line, get_persistence().count_players())


class Report:
    def read(self, size: int = -1) -> str:
        return str(get_persistence().get_player(size))


class Levels:
    def keys(self) -> list[str]:
        return [player.name for player in get_persistence().list_players()]

    def __getitem__(self, name: str) -> int:
        return len(name)


class Ledger:
    async def write(self, page: int, line: str) -> None:
        print(page, line, await get_async_persistence().is_admin(page))


async def use() -> list[object]:
    protocol, report, levels, ledger = Protocol(), Report(), Levels(), Ledger()
    await asyncio.to_thread(protocol.write, "begin")
    csv.writer(protocol).writerow([1])
    await ledger.write(1, "begin")
    json.dumps(ledger, default=str)
    return [await asyncio.to_thread(report.read), json.load(report), await asyncio.to_thread(levels.keys), {**levels}]
