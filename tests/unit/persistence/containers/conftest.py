"""The nouns of these tests."""

import pytest_asyncio

from persistence.containers.models import Container, ContainerKind
from persistence.inventory.models import ItemPrototype
from persistence.layer import AsyncPersistenceLayer
from tests.support.persistence import account, observer, persistence, player

__all__ = ["account", "chest", "observer", "persistence", "player", "prototypes"]


@pytest_asyncio.fixture
async def prototypes(persistence: AsyncPersistenceLayer) -> list[ItemPrototype]:
    kinds = [ItemPrototype("coin", "a coin", max_stack=100), ItemPrototype("hat", "a hat", slot="head")]
    await persistence.save_item_prototypes(kinds)
    return kinds


@pytest_asyncio.fixture
async def chest(persistence: AsyncPersistenceLayer, prototypes: list[ItemPrototype]) -> Container:
    return await persistence.create_container(
        Container.new(ContainerKind.ENVIRONMENT, capacity=2, room_id="harbour/quay")
    )
