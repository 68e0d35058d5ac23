import time
from time import sleep

from app.persistence import PersistenceLayer


def wait(persistence: PersistenceLayer, started: float) -> float:
    while not persistence.count_players():
        time.sleep(0.1)  # somebody joins
        sleep(
            0.2,
        )
    return time.time() - started
