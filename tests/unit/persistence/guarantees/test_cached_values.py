"""A value from memory is right, or it is not used: whatever becomes of the connection that tells of changes."""

import asyncio
from dataclasses import replace

import asyncpg
import pytest

from persistence.caching.listener import LEASE_S
from persistence.layer import AsyncPersistenceLayer
from persistence.rooms.models import Room
from tests.unit.persistence.proxy import Proxy
from tests.unit.persistence.server_activity import until

_LISTENERS = "SELECT pid FROM pg_stat_activity WHERE application_name = 'ferry listener' AND datname = $1"


async def until_kept(layer: AsyncPersistenceLayer) -> None:
    async def kept() -> bool:
        return await layer.get_room_graph() is await layer.get_room_graph()

    await until(kept)


async def quay_in_graph(layer: AsyncPersistenceLayer) -> Room:
    return (await layer.get_room_graph()).rooms["harbour/quay"]


async def end_listener(observer: asyncpg.Connection) -> None:
    for row in await observer.fetch(_LISTENERS, await observer.fetchval("SELECT current_database()")):
        await observer.execute("SELECT pg_terminate_backend($1, 5000)", row["pid"])


@pytest.mark.asyncio
async def test_a_change_while_nobody_listens_is_seen(
    persistence: AsyncPersistenceLayer, quay: Room, observer: asyncpg.Connection
) -> None:
    for number in range(5):
        await until_kept(persistence)
        await end_listener(observer)
        await observer.execute("UPDATE rooms SET name = $1", f"Quay {number}")

        async def seen(name: str = f"Quay {number}") -> bool:
            return (await quay_in_graph(persistence)).name == name

        async with asyncio.timeout(LEASE_S / 2):
            await until(seen)
        await until_kept(persistence)
        assert await seen()


@pytest.mark.asyncio
async def test_while_nothing_is_heard_every_call_reads_and_the_log_says_so_once(
    database_url: str, quay: Room, observer: asyncpg.Connection, caplog: pytest.LogCaptureFixture
) -> None:
    async with await AsyncPersistenceLayer.open(database_url) as persistence:
        await until_kept(persistence)
        await observer.execute("UPDATE pg_database SET datallowconn = false WHERE datname = current_database()")
        await end_listener(observer)

        for number in range(20):
            await observer.execute("UPDATE rooms SET name = $1", f"Quay {number}")
            await asyncio.sleep(0.05)
            assert (await quay_in_graph(persistence)).name == f"Quay {number}"

        await observer.execute("UPDATE pg_database SET datallowconn = true WHERE datname = current_database()")
        await until_kept(persistence)
    assert [record.message[:24] for record in caplog.records] == ["changes are not heard of"]


@pytest.mark.asyncio
async def test_a_connection_that_falls_silent_is_trusted_for_the_lease_and_no_longer(
    database_url: str, quay: Room, observer: asyncpg.Connection
) -> None:
    async with Proxy.to(database_url) as proxy, await AsyncPersistenceLayer.open(proxy.url, call_timeout_s=30) as layer:
        await until_kept(layer)
        proxy.silence_newest()
        await observer.execute("UPDATE rooms SET name = 'The pier'")

        async def seen() -> bool:
            return (await quay_in_graph(layer)).name == "The pier"

        assert not await seen()
        await until(seen)
        proxy.cut()


@pytest.mark.asyncio
async def test_what_was_saved_here_is_seen_though_its_notification_is_lost(database_url: str, quay: Room) -> None:
    async with Proxy.to(database_url) as proxy, await AsyncPersistenceLayer.open(proxy.url) as layer:
        await until_kept(layer)
        proxy.silence_newest()

        pier = await layer.save_room(replace(quay, name="The pier"))
        assert await quay_in_graph(layer) == pier
        async with layer.transaction() as tx:
            [mole] = await tx.save_rooms([replace(pier, name="The mole")])
        assert await quay_in_graph(layer) == mole
        proxy.cut()


@pytest.mark.asyncio
async def test_what_was_read_while_a_save_was_under_way_is_not_kept_after_it(database_url: str, quay: Room) -> None:
    async with Proxy.to(database_url) as proxy, await AsyncPersistenceLayer.open(proxy.url) as layer:
        await until_kept(layer)
        proxy.silence_newest()  # the connection that would tell of the change
        for number in range(10):
            saving = asyncio.ensure_future(layer.save_room(replace(await quay_in_graph(layer), name=f"Quay {number}")))
            while not saving.done():
                await layer.get_room_graph()
                await asyncio.sleep(0)
            await saving

            assert (await quay_in_graph(layer)).name == f"Quay {number}"
