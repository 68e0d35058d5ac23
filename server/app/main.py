"""The program `ferry-server`: `python -m server.app`, or `bazel run //server/app:main`."""

import sys


def main() -> int:
    """Runs the server until it is told to stop. Returns the exit code: 0 after a clean stop."""
    try:
        # Loading the server takes a second or more, and Ctrl-C is answered by a sentence then too.
        from server.app.program import run  # noqa: PLC0415

        return run()
    except KeyboardInterrupt:
        print("ferry: stopped before it had started", file=sys.stderr)
        return 0


if __name__ == "__main__":
    sys.exit(main())
