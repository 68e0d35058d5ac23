"""Keeps one PostgreSQL for a process that may die at any moment: a program, run by `python -I -S keeper.py`.

The keeper starts the server and stops it as soon as its own standard input ends. That happens when the process on the
other side asks for it, exits, or is killed. Then the keeper removes the folders that it was given, and ends with the
server's exit code. Folders of a server that is stopped with SIGQUIT go at once, while it stops: whoever killed the
process, as Bazel does after a time limit, may kill the keeper next. It has a session of its own, so that a signal to
the group of the process (Ctrl-C, a test's time limit) does not hit the server before the process had its chance to
stop it cleanly.

Only the standard library is imported, and little of it: this is part of the start of every test with a database.
"""

import functools
import os
import shutil
import signal
import subprocess
import sys
import threading

# A clean stop writes everything out first: give a busy disk its time, then insist.
_STOP_TIMEOUT_S = 60.0


def main(arguments: list[str]) -> int:
    """Runs `STOP_SIGNAL LOG FOLDERS -- COMMAND…`, FOLDERS being those to remove at the end, joined by `:`."""
    stop_signal, log, folders = arguments[:3]
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    try:
        with open(log, "ab") as output:  # noqa: PTH123 (pathlib would double the time of this start)
            server = subprocess.Popen(
                arguments[4:],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                # Whoever holds the lock's descriptor holds the data folder: the server and its children have to.
                close_fds=False,
                preexec_fn=_default_signals,  # noqa: PLW1509 (no thread runs yet)
            )
        stop = functools.partial(_stop_at_end_of_input, server, int(stop_signal), folders)
        threading.Thread(target=stop, daemon=True).start()
        return server.wait()
    finally:
        _remove(folders)


def _default_signals() -> None:
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_DFL)


def _remove(folders: str) -> None:
    for folder in filter(None, folders.split(":")):
        shutil.rmtree(folder, ignore_errors=True)


def _stop_at_end_of_input(server: subprocess.Popen[bytes], stop_signal: int, folders: str) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    server.send_signal(stop_signal)
    if stop_signal == signal.SIGQUIT:
        _remove(folders)
    try:
        server.wait(_STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
