# blockers: callback, held_back
import argparse
import logging.config

from app.persistence import get_persistence


class LookUp:
    def __init__(self, option_strings: list[str], dest: str, **told: object) -> None:
        self.option_strings, self.dest = option_strings, dest
        self.__dict__.update(dict.fromkeys(("const", "default", "nargs", "type"), None), **told)

    def __call__(self, parser: object, namespace: object, value: str, option: str | None = None) -> None:
        setattr(namespace, self.dest, get_persistence().get_player(int(value)))


class Quiet:
    def filter(self, record: logging.LogRecord) -> bool:
        return not get_persistence().is_admin(record.lineno)


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("player", action=LookUp)
    logging.config.dictConfig({"version": 1, "filters": {"quiet": {"()": Quiet}}})
    return parser.parse_args(arguments)
