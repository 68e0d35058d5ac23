"""A tree of one module for the facade, one for the target and one that uses it, and its only step."""

from pathlib import Path

from tools.ferry.config import read_config
from tools.ferry.plan import analyse
from tools.ferry.rewrite import Changes, carry_out, write

CONFIG = """\
version = 1
[facade]
class = "app.Store"
[target]
class = "aio.AsyncStore"
[target.classes]
"app.RemoteStore" = "aio.AsyncStore"
[categories]
cases = ["use.py"]
[[steps]]
id = "migrate"
kind = "package"
category = "cases"
"""
APP = """\
class Loading:
    def load(self, key: int) -> str:
        raise NotImplementedError


class RemoteLoading(Loading):
    def load(self, key: int) -> str:
        return f"remote {key}"


class Store(Loading):
    def load(self, key: int) -> str:
        return f"local {key}"


class RemoteStore(RemoteLoading, Store):
    pass
"""
TARGET = """\
class AsyncStore:
    async def load(self, key: int) -> str:
        return f"local {key}"


def get_store() -> AsyncStore:
    return AsyncStore()
"""
USE = """\
from app import RemoteStore, Store


def open_store(remote: bool):
    return RemoteStore() if remote else Store()


def show(remote: bool, key: int) -> str:
    return open_store(remote).load(key)
"""
PROTOCOL = """\
from typing import Protocol


class Loads(Protocol):
    def load(self, key: int) -> str: ...


class Store:
    def load(self, key: int) -> str:
        return f"local {key}"
"""
ALONE = CONFIG.replace('[target.classes]\n"app.RemoteStore" = "aio.AsyncStore"\n', "")


def migrate(root: Path, app: str, config: str = CONFIG, use: str = USE, target: str = TARGET) -> Changes:
    """Migrate the use of the facade."""
    for name, text in {"app.py": app, "aio.py": target, "use.py": use, "ferry.toml": config}.items():
        (root / name).write_text(text, encoding="utf-8")
    with analyse(root, read_config(root / "ferry.toml")) as analysis:
        changes = carry_out(analysis, "migrate")
    write(root, changes)
    return changes
