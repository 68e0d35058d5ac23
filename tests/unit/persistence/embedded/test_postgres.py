"""An embedded PostgreSQL: what its users may rely on."""

import asyncio
import os
import signal
import stat
from pathlib import Path

import asyncpg
import pytest

from persistence.embedded import DataFolderInUseError, EmbeddedPostgres, EmbeddedPostgresError, folder


async def execute(server: EmbeddedPostgres, statement: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(user="ferry", host=str(server.socket_dir), database="postgres")
    try:
        return await connection.fetch(statement)
    finally:
        await connection.close()


@pytest.mark.asyncio
async def test_what_was_committed_is_there_after_stop_and_start(tmp_path: Path) -> None:
    with EmbeddedPostgres.start(tmp_path / "data") as first:
        await execute(first, "create table place as select 'harbour' as name")

    with EmbeddedPostgres.start(tmp_path / "data") as second:
        rows = await execute(second, "select name from place")

    assert [row["name"] for row in rows] == ["harbour"]


@pytest.mark.asyncio
async def test_the_address_is_one_that_sqlalchemy_and_asyncpg_understand(tmp_path: Path, archive: Path) -> None:
    with EmbeddedPostgres.start(tmp_path / "data", archive=archive, durable=False) as server:
        connection = await asyncpg.connect(server.url().replace("+asyncpg", ""))
        try:
            assert await connection.fetchval("select current_database()") == "postgres"
        finally:
            await connection.close()


@pytest.mark.asyncio
@pytest.mark.parametrize(("durable", "fsync"), [(True, "on"), (False, "off")])
async def test_only_a_durable_server_waits_for_the_disk(
    tmp_path: Path, archive: Path, durable: bool, fsync: str
) -> None:
    with EmbeddedPostgres.start(tmp_path / "data", archive=archive, durable=durable) as server:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            [[value]] = await execute(server, f"show {name}")
            assert value == fsync, name


@pytest.mark.asyncio
async def test_it_listens_on_a_private_socket_and_on_no_address(tmp_path: Path, archive: Path) -> None:
    with EmbeddedPostgres.start(tmp_path / "data", archive=archive, durable=False) as server:
        [[addresses]] = await execute(server, "show listen_addresses")

        assert addresses == ""
        assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700


def test_a_folder_in_use_is_refused_with_its_name_and_the_other_process(
    tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "LOCK_TIMEOUT_S", 0.2)
    data = tmp_path / "data"
    with EmbeddedPostgres.start(data, archive=archive, durable=False):
        pid = int((data / "pgdata" / "postmaster.pid").read_text().splitlines()[0])

        with pytest.raises(
            DataFolderInUseError, match=rf"{data} is in use by process {pid}: stop it, or choose"
        ) as refused:
            EmbeddedPostgres.start(data, archive=archive, durable=False)

    assert (refused.value.data_dir, refused.value.pid) == (data, pid)


def test_a_pid_file_that_a_crash_left_does_not_stop_the_next_start(tmp_path: Path, archive: Path) -> None:
    data = tmp_path / "data"
    EmbeddedPostgres.start(data, archive=archive, durable=False).stop()
    # The number belongs to a running process that is no PostgreSQL: this one.
    (data / "pgdata" / "postmaster.pid").write_text(f"{os.getpid()}\n{data / 'pgdata'}\n1\n5432\n\n\n\nready\n")

    with EmbeddedPostgres.start(data, archive=archive, durable=False) as server:
        assert asyncio.run(execute(server, "select 1"))


def test_a_start_that_was_cut_off_while_initialising_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    half_made = tmp_path / "data" / "pgdata.new-cut-off"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")

    with EmbeddedPostgres.start(tmp_path / "data", durable=False) as server:
        assert asyncio.run(execute(server, "select 1"))

    assert not half_made.exists()


def test_a_server_that_does_not_start_says_why(tmp_path: Path, archive: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match='unrecognized configuration parameter "no_such_setting"'):
        EmbeddedPostgres.start(tmp_path / "data", archive=archive, durable=False, settings={"no_such_setting": "1"})


def test_a_server_that_ended_before_it_was_stopped_is_told(tmp_path: Path, archive: Path) -> None:
    postgres = EmbeddedPostgres.start(tmp_path / "data", archive=archive, durable=False)
    pid = int((tmp_path / "data" / "pgdata" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGINT)  # a clean end, though nobody here asked for it
    postgres._keeper.wait(60)

    with pytest.raises(EmbeddedPostgresError, match="ended before it was stopped"):
        postgres.stop()


def test_stopping_twice_is_stopping_once(tmp_path: Path, archive: Path) -> None:
    server = EmbeddedPostgres.start(tmp_path / "data", archive=archive, durable=False)

    server.stop()
    server.stop()

    assert not server.socket_dir.exists()


def test_stopping_a_disposable_server_removes_its_data(tmp_path: Path, archive: Path) -> None:
    server = EmbeddedPostgres.start(tmp_path / "data", archive=archive, durable=False, disposable=True)

    server.stop()

    assert not (tmp_path / "data").exists()


@pytest.mark.asyncio
async def test_on_an_event_loop_it_runs_for_as_long_as_the_context(tmp_path: Path) -> None:
    async with EmbeddedPostgres.running(tmp_path / "data", durable=False) as server:
        assert await execute(server, "select 1")

    assert not server.socket_dir.exists()


@pytest.mark.asyncio
async def test_a_caller_cancelled_while_it_starts_leaves_no_server_behind(tmp_path: Path) -> None:
    async def serve() -> None:
        async with EmbeddedPostgres.running(tmp_path / "data", durable=False):
            pytest.fail("started in spite of the cancellation")

    async with asyncio.TaskGroup() as group:
        serving = group.create_task(serve())
        await asyncio.sleep(0)
        serving.cancel()

    EmbeddedPostgres.start(tmp_path / "data", durable=False).stop()


def test_a_folder_that_no_server_holds_any_more_can_be_cleared_away(tmp_path: Path) -> None:
    abandoned = tmp_path / "abandoned"
    (abandoned / "pgdata").mkdir(parents=True)
    os.utime(abandoned, (0, 0))

    folder.remove_if_abandoned(abandoned)

    assert not abandoned.exists()


def test_a_folder_whose_server_may_be_starting_is_not_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()

    folder.remove_if_abandoned(tmp_path / "new")

    assert (tmp_path / "new").exists()


def test_a_folder_in_use_is_not_cleared_away(tmp_path: Path, archive: Path) -> None:
    with EmbeddedPostgres.start(tmp_path / "data", archive=archive, durable=False):
        os.utime(tmp_path / "data", (0, 0))

        folder.remove_if_abandoned(tmp_path / "data")

        assert (tmp_path / "data" / "pgdata").exists()
