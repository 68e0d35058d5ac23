import threading


def work() -> None:
    print("work")


def start() -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread
