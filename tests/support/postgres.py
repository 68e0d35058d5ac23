"""Pytest plugin: a real PostgreSQL for tests, every test function with a database of its own.

The server is started with the first test that asks for a database. It starts from a copy of the cluster that
`FERRY_TEST_CLUSTER` names: a path, or what `$(rlocationpath …)` gives in a BUILD file.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from persistence.embedded import EmbeddedPostgres
from persistence.embedded.folder import remove_if_abandoned
from tests.support.databases import DatabaseStock

CLUSTER_VARIABLE = "FERRY_TEST_CLUSTER"

_PREFIX = "ferry-test-"

# Room for the copy of the cluster and a few databases beside it.
_ENOUGH_MEMORY_BYTES = 512 * 1024 * 1024


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[EmbeddedPostgres]:
    """A running PostgreSQL with the migrated schema in the template database `migrated`, for the whole run."""
    archive = _cluster()
    folder = _folder_in_memory()
    for other in folder.glob(f"{_PREFIX}*"):
        remove_if_abandoned(other)
    data_dir = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
    with EmbeddedPostgres.start(data_dir, durable=False, disposable=True, archive=archive) as server:
        yield server


@pytest.fixture(scope="session")
def database_stock(postgres_server: EmbeddedPostgres) -> Iterator[DatabaseStock]:
    """Where the databases of the test functions come from."""
    with DatabaseStock(postgres_server) as stock:
        yield stock


@pytest.fixture
def database_url(postgres_server: EmbeddedPostgres, database_stock: DatabaseStock) -> Iterator[str]:
    """The address of a database with the schema and no rows, for this test function alone."""
    name = database_stock.take("migrated")
    yield postgres_server.url(name)
    database_stock.give_back(name)


@pytest.fixture
def empty_database_url(postgres_server: EmbeddedPostgres, database_stock: DatabaseStock) -> Iterator[str]:
    """The address of a database without a schema, for this test function alone."""
    name = database_stock.take("template1")
    yield postgres_server.url(name)
    database_stock.give_back(name)


def _cluster() -> Path:
    named = os.environ.get(CLUSTER_VARIABLE)
    if not named:
        raise pytest.UsageError(
            f"{CLUSTER_VARIABLE} is not set: in a BUILD file give the test `postgres = True`;"
            " with plain pytest see tests/support/README.md"
        )
    archive = Path(os.environ.get("TEST_SRCDIR", "")) / named
    if not archive.is_file():
        raise pytest.UsageError(f"{CLUSTER_VARIABLE} names {archive}, which does not exist")
    return archive


def _folder_in_memory() -> Path:
    """Returns where a database is made in 15 ms rather than 200: a folder on tmpfs, where there is one with room."""
    for folder in (Path("/dev/shm"), Path("/tmp")):
        if _is_tmpfs(folder) and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= _ENOUGH_MEMORY_BYTES:
            return folder
    return Path("/tmp")


def _is_tmpfs(folder: Path) -> bool:
    mounts = (line.split() for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines())
    return [fields[2] for fields in mounts if fields[1] == str(folder)][-1:] == ["tmpfs"]
