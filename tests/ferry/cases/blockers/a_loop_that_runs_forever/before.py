# blockers: loop
import asyncio

from app.persistence import PersistenceLayer


def serve(layer: PersistenceLayer) -> None:
    print(layer.count_players())
    loop = asyncio.get_event_loop()
    loop.call_later(0.01, loop.stop)
    loop.run_forever()
