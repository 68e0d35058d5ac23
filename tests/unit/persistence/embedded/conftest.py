"""A cluster to start from: `initdb` is the slow part of most of these tests, and the point of few."""

from pathlib import Path

import pytest

from persistence.embedded import EmbeddedPostgres
from persistence.embedded.archive import pack


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new cluster, packed."""
    folder = tmp_path_factory.mktemp("cluster")
    EmbeddedPostgres.start(folder / "data", durable=False).stop()
    pack(folder / "data", folder / "cluster.tar")
    return folder / "cluster.tar"
