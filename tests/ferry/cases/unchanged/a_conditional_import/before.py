try:
    import tomllib
except ImportError:
    tomllib = None


def available() -> bool:
    return tomllib is not None
