from unittest.mock import AsyncMock

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

from app.persistence.async_layer import get_async_persistence


class Service:
    async def size(self) -> int:
        return await get_async_persistence().count_players()


def service_of() -> Service:
    return Service()


def given() -> Service:
    service = Service()
    yield service


app = FastAPI()


@app.get("/size")
async def size(service: Service = Depends(service_of)) -> int:
    return await service.size()


@app.get("/given")
async def given_size(service: Service = Depends(given)) -> int:
    return await service.size()


@app.get("/own")
async def own_size(service: Service = Depends(Service)) -> int:
    return await service.size()


class FakeService:
    async def size(self) -> int:
        return 9


@pytest.fixture
def client():
    yield TestClient(app)
    app.dependency_overrides.clear()


def test_a_mock(client) -> None:
    service = AsyncMock()
    service.size.return_value = 3
    app.dependency_overrides[service_of] = lambda: service
    assert client.get("/size").json() == 3
    service.size.assert_awaited_once_with()


def test_a_generator(client) -> None:
    service = AsyncMock()
    service.size.return_value = 4

    def given_instead():
        yield service

    app.dependency_overrides[given] = given_instead
    assert client.get("/given").json() == 4


def test_a_class(client) -> None:
    app.dependency_overrides[Service] = lambda: AsyncMock(size=AsyncMock(return_value=5))
    assert client.get("/own").json() == 5


def test_a_fake(client) -> None:
    app.dependency_overrides[service_of] = FakeService
    app.dependency_overrides[given] = lambda: FakeService()
    assert client.get("/size").json() == client.get("/given").json() == 9
