# blockers: override
import argparse

from app.persistence import get_persistence


class Look(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None) -> None:
        namespace.found = get_persistence().is_admin(int(values))


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser()
    made.add_argument("player", action=Look)
    return made
