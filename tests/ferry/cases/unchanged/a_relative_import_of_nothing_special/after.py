from . import __name__ as package


def where() -> str:
    return package
