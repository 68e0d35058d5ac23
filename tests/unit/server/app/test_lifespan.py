"""Everything that is opened is closed, whatever happens in between."""

import asyncio
import threading
from pathlib import Path

import asyncpg
import pytest

from persistence.errors import SchemaError
from server.app.errors import StartError
from server.app.factory import create_app
from server.app.settings import Settings
from server.container import ApplicationContainer, ContainerOptions
from server.world import WorldError

SECRET = "a secret for tests that is long enough"


def _settings(database_url: str | None, data_dir: Path) -> Settings:
    return Settings.model_validate({"database_url": database_url, "data_dir": data_dir, "token_secret": SECRET})


def _hashing_threads() -> int:
    return sum(thread.name.startswith("argon2") for thread in threading.enumerate())


async def _sessions(database_url: str) -> int:
    """The connections to the database, apart from the one that asks."""
    connection = await asyncpg.connect(database_url.replace("+asyncpg", ""))
    try:
        count = await connection.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    finally:
        await connection.close()
    assert isinstance(count, int)
    return count


@pytest.mark.asyncio
async def test_after_the_end_nothing_is_open(database_url: str, tmp_path: Path) -> None:
    app = create_app(_settings(database_url, tmp_path), progress=lambda _step: None)

    async with app.router.lifespan_context(app):
        container: ApplicationContainer = app.state.container
        await container.accounts.register("ada", "correct horse battery")
        assert await _sessions(database_url) > 0
        assert _hashing_threads() == 1

    assert await _sessions(database_url) == 0
    assert _hashing_threads() == 0


@pytest.mark.asyncio
async def test_a_start_that_fails_after_the_database_was_opened_closes_it(database_url: str, tmp_path: Path) -> None:
    """The rooms cannot be saved, because somebody has taken their table away."""
    connection = await asyncpg.connect(database_url.replace("+asyncpg", ""))
    await connection.execute("ALTER TABLE rooms RENAME TO somewhere_else")
    await connection.close()
    options = ContainerOptions(database_url, SECRET)

    with pytest.raises(SchemaError):
        async with ApplicationContainer.open(options):
            pytest.fail("it opened")

    assert await _sessions(database_url) == 0
    assert _hashing_threads() == 0


@pytest.mark.asyncio
async def test_a_broken_world_leaves_the_database_untouched(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("zone: [")

    with pytest.raises(WorldError, match=r"broken.yaml:1"):
        async with ApplicationContainer.open(ContainerOptions(database_url, SECRET, world_folder=tmp_path)):
            pytest.fail("it opened")

    assert await _sessions(database_url) == 0


@pytest.mark.asyncio
async def test_the_servers_own_postgres_stops_when_a_later_step_fails(tmp_path: Path) -> None:
    class Refusal(Exception):
        """What the test throws into the start."""

    def progress(step: str) -> None:
        if step == "Loading the world":
            raise Refusal

    app = create_app(_settings(None, tmp_path), progress)

    with pytest.raises(Refusal):
        async with app.router.lifespan_context(app):
            pytest.fail("it opened")

    assert not (tmp_path / "postgres" / "pgdata" / "postmaster.pid").exists()


@pytest.mark.asyncio
async def test_a_start_that_is_cancelled_stops_its_postgres(tmp_path: Path) -> None:
    started = asyncio.Event()

    def progress(step: str) -> None:
        if step.startswith("Bringing"):
            started.set()

    async def live() -> None:
        app = create_app(_settings(None, tmp_path), progress)
        async with app.router.lifespan_context(app):
            await asyncio.Event().wait()

    living = asyncio.create_task(live())
    await started.wait()
    living.cancel()

    with pytest.raises(asyncio.CancelledError):
        await living
    assert not (tmp_path / "postgres" / "pgdata" / "postmaster.pid").exists()


@pytest.mark.asyncio
@pytest.mark.parametrize("address", ["localhost/db?sslmode=require", "a..b/db", "localhost/db?command_timeout=abc"])
async def test_an_address_that_the_driver_does_not_understand_is_a_start_error(tmp_path: Path, address: str) -> None:
    app = create_app(_settings(f"postgresql+asyncpg://ferry:hunter2@{address}", tmp_path), progress=lambda _step: None)

    with pytest.raises(StartError, match="cannot be used") as refusal:
        async with app.router.lifespan_context(app):
            pytest.fail("it opened")

    assert "hunter2" not in str(refusal.value)


@pytest.mark.asyncio
async def test_a_database_that_does_not_answer_is_a_start_error_without_its_password(tmp_path: Path) -> None:
    url = "postgresql+asyncpg://ferry:hunter2@127.0.0.1:1/ferry"
    app = create_app(_settings(url, tmp_path), progress=lambda _step: None)

    with pytest.raises(StartError, match=r"127.0.0.1:1/ferry cannot be used") as refusal:
        async with app.router.lifespan_context(app):
            pytest.fail("it opened")

    assert "hunter2" not in str(refusal.value)
