"""Which type checker answered: what it said holds for its version alone."""

from importlib.metadata import PackageNotFoundError, version


def checker_version() -> str | None:
    """Return the version of the installed package; a program that is only on PATH has none that we could trust."""
    try:
        return version("pyrefly")
    except PackageNotFoundError:
        return None
