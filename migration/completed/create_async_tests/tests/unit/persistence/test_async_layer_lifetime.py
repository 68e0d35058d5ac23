"""Connecting, closing and sharing the layer."""

from collections.abc import Iterator

import pytest

from server.persistence.async_persistence import (
    AsyncPersistenceLayer,
    get_async_persistence,
    reset_async_persistence,
)


@pytest.fixture(autouse=True)
def _no_shared_layer() -> Iterator[None]:
    reset_async_persistence()
    yield
    reset_async_persistence()


@pytest.mark.asyncio
async def test_the_database_answers_a_ping(empty_layer: AsyncPersistenceLayer) -> None:
    assert await empty_layer.ping() is True


@pytest.mark.asyncio
async def test_a_closed_layer_opens_again_with_the_next_call(empty_layer: AsyncPersistenceLayer) -> None:
    await empty_layer.close()

    assert await empty_layer.list_rooms() == []


@pytest.mark.asyncio
async def test_the_schema_can_be_created_twice(layer: AsyncPersistenceLayer) -> None:
    await layer.create_schema()

    assert [room.id for room in await layer.list_rooms()] == ["harbour/quay"]


def test_everybody_gets_the_same_layer_until_it_is_reset() -> None:
    first = get_async_persistence()

    assert get_async_persistence() is first
    reset_async_persistence()
    assert get_async_persistence() is not first
