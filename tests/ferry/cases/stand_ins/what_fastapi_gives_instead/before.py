from unittest.mock import MagicMock, Mock

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

from app.persistence import get_persistence


class Service:
    def size(self) -> int:
        return get_persistence().count_players()


def service_of() -> Service:
    return Service()


def given() -> Service:
    service = Service()
    yield service


app = FastAPI()


@app.get("/size")
def size(service: Service = Depends(service_of)) -> int:
    return service.size()


@app.get("/given")
def given_size(service: Service = Depends(given)) -> int:
    return service.size()


@app.get("/own")
def own_size(service: Service = Depends(Service)) -> int:
    return service.size()


class FakeService:
    def size(self) -> int:
        return 9


@pytest.fixture
def client():
    yield TestClient(app)
    app.dependency_overrides.clear()


def test_a_mock(client) -> None:
    service = MagicMock()
    service.size.return_value = 3
    app.dependency_overrides[service_of] = lambda: service
    assert client.get("/size").json() == 3
    service.size.assert_called_once_with()


def test_a_generator(client) -> None:
    service = Mock()
    service.size.return_value = 4

    def given_instead():
        yield service

    app.dependency_overrides[given] = given_instead
    assert client.get("/given").json() == 4


def test_a_class(client) -> None:
    app.dependency_overrides[Service] = lambda: Mock(size=Mock(return_value=5))
    assert client.get("/own").json() == 5


def test_a_fake(client) -> None:
    app.dependency_overrides[service_of] = FakeService
    app.dependency_overrides[given] = lambda: FakeService()
    assert client.get("/size").json() == client.get("/given").json() == 9
