import sys

import uvicorn

from app.persistence import get_persistence


def make_ready(port: int) -> int:
    return port + get_persistence().count_players()


if __name__ == "__main__":
    port = int(sys.argv[1])
    ready = make_ready(port)
    print(make_ready(ready))
    uvicorn.run("app.web:app", port=port, workers=ready)
