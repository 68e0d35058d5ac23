import asyncio
import sys

import uvicorn

from app.persistence.async_layer import get_async_persistence


async def make_ready(port: int) -> int:
    return port + await get_async_persistence().count_players()


if __name__ == "__main__":

    async def main() -> None:
        global port, ready
        port = int(sys.argv[1])
        ready = await make_ready(port)
        print(await make_ready(ready))

    asyncio.run(main())
    uvicorn.run("app.web:app", port=port, workers=ready)
