"""The two layers of the generated code base, what holds them, and its `ferry.toml`."""

from collections.abc import Mapping

from benchmarks.ferry.domains import ENTITIES, Operation, operations

_SYNC_HEAD = '''\
"""The synchronous layer."""

from app.models import {models}
from app.persistence.base import BaseStore


class PersistenceLayer(BaseStore):
    """Every access to the database goes through here."""

'''
_SYNC_TAIL = '''

_layer: PersistenceLayer | None = None


def get_persistence() -> PersistenceLayer:
    """Return the one layer."""
    global _layer
    if _layer is None:
        _layer = PersistenceLayer()
    return _layer


def reset_persistence() -> None:
    """Forget the layer."""
    global _layer
    _layer = None
'''
_BASE = '''\
"""What a store has."""

from abc import ABC, abstractmethod

from app.models import Player


class BaseStore(ABC):
    """The base of the layer."""

    def __init__(self) -> None:
        self._rows: dict[str, object] = {}

    @abstractmethod
    def get_player(self, key: str) -> Player | None:
        """Return a player."""
'''
_MODELS = '''\
"""What is stored."""

from dataclasses import dataclass
'''
_CONTAINER = '''\
"""Where the parts are put together."""

from app.persistence.layer import PersistenceLayer, get_persistence


class ApplicationContainer:
    """Holds the layer for everyone."""

    def __init__(self) -> None:
        self.persistence: PersistenceLayer = get_persistence()
'''
_MAIN = '''\
"""The application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.container import ApplicationContainer


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Build the container for as long as the application runs."""
    app.state.container = ApplicationContainer()
    yield
'''
_SERVICE_BASE = '''\
"""What all services have."""

from app.persistence import PersistenceLayer


class BaseService:
    """Keeps the layer."""

    def __init__(self, persistence: PersistenceLayer) -> None:
        self._persistence = persistence

    def known(self, key: str) -> bool:
        """Tell whether there is such a player."""
        return self._persistence.get_player(key) is not None
'''
_CONFTEST = '''\
"""Fixtures of all tests."""

from unittest.mock import create_autospec

import pytest

from app.persistence import PersistenceLayer


@pytest.fixture
def persistence():
    """A layer that does nothing."""
    return create_autospec(PersistenceLayer, instance=True)
'''
_TOML = """\
version = 1

[facade]
class = "app.persistence.layer.PersistenceLayer"
accessors = ["app.persistence.layer.get_persistence"]
companions = ["app.persistence.layer.reset_persistence"]

[target]
class = "app.persistence.async_layer.AsyncPersistenceLayer"

[target.accessors]
"app.persistence.layer.get_persistence" = "app.persistence.async_layer.get_async_persistence"
"app.persistence.layer.reset_persistence" = "app.persistence.async_layer.reset_async_persistence"

[methods]
{methods}

[travel]
persistence = "async_persistence"

[categories]
tests = ["tests"]
api = ["app/api"]
commands = ["app/commands"]
services = ["app/services"]
library = ["app/library"]
persistence = ["app/persistence"]
initialisation = ["app/container.py", "app/main.py"]
"""
STEPS: Mapping[str, str] = {
    "identify_callers": 'kind = "identify"\ndocument = "CALL_SITES.md"',
    "update_container": 'kind = "container"\nclass = "app.container.ApplicationContainer"',
    "update_lifespan": 'kind = "lifespan"\nfunction = "app.main.lifespan"',
    "migrate_api": 'kind = "package"\ncategory = "api"',
    "migrate_commands": 'kind = "package"\ncategory = "commands"',
    "migrate_services": 'kind = "package"\ncategory = "services"',
    "migrate_tests": 'kind = "package"\ncategory = "tests"',
}
"""The steps in the order in which they are applied, each with its lines in `ferry.toml`."""


def layers() -> Mapping[str, str]:
    """Return the files that every size of the code base has, by name."""
    models = ", ".join(sorted(entity.title() for entity in ENTITIES))
    exports = (
        '"""The layer."""\n\nfrom app.persistence.layer import PersistenceLayer, get_persistence, reset_persistence\n'
    )
    names = '\n__all__ = ["PersistenceLayer", "get_persistence", "reset_persistence"]\n'
    target = _SYNC_HEAD.replace("synchronous", "async").replace("(BaseStore)", "")
    target = target.replace("from app.persistence.base import BaseStore\n", "")
    target = target.replace("PersistenceLayer", "AsyncPersistenceLayer")
    tail = _SYNC_TAIL.replace("PersistenceLayer", "AsyncPersistenceLayer").replace("_persistence", "_async_persistence")
    return {
        "ferry.toml": _toml(),
        "app/models.py": _MODELS + "".join(_model(entity) for entity in ENTITIES),
        "app/persistence/__init__.py": exports + names,
        "app/persistence/base.py": _BASE,
        "app/persistence/layer.py": _SYNC_HEAD.format(models=models) + _methods(asynchronous=False) + _SYNC_TAIL,
        "app/persistence/async_layer.py": target.format(models=models) + _methods(asynchronous=True) + tail,
        "app/container.py": _CONTAINER,
        "app/main.py": _MAIN,
        "app/services/base.py": _SERVICE_BASE,
        "tests/conftest.py": _CONFTEST,
    }


def _model(entity: str) -> str:
    text = f'\n\n@dataclass\nclass {entity.title()}:\n    """A {entity}."""\n\n    key: str\n    level: int = 0\n'
    return text + '\n    def title(self) -> str:\n        """Name it."""\n        return f"{self.key} ({self.level})"\n'


def _methods(*, asynchronous: bool) -> str:
    return "\n".join(_method(operation, asynchronous=asynchronous) for operation in operations())


def _method(operation: Operation, *, asynchronous: bool) -> str:
    name = operation.renamed if asynchronous else operation.name
    head = f"    {'async ' if asynchronous else ''}def {name}(self, {operation.parameters}) -> {operation.returns}:\n"
    return f'{head}        """One statement."""\n        raise NotImplementedError\n'


def _toml() -> str:
    renamed = [f'{op.name} = "{op.renamed}"' for op in operations() if op.renamed != op.name]
    parts = [_TOML.format(methods="\n".join(renamed))]
    parts += [f'[[steps]]\nid = "{step}"\n{lines}\n' for step, lines in STEPS.items()]
    return "\n".join(parts)
