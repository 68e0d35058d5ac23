import time


def wait() -> None:
    time.sleep(0.1)
