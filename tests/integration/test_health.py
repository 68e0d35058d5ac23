"""`GET /health` asks the database."""

from pathlib import Path

import pytest

from persistence.embedded import EmbeddedPostgres
from tests.support.game.client import client
from tests.support.game.server import running_server, settings_for


@pytest.mark.asyncio
async def test_health_tells_how_long_the_database_took(database_url: str) -> None:
    async with running_server(settings_for(database_url)) as server, client(server.url) as visitor:
        response = await visitor.http.get("/health")

        assert response.status_code == 200
        body = response.json()
        assert body["status"] == "ok"
        assert body["database"]["status"] == "ok"
        assert body["database"]["latency_ms"] > 0


@pytest.mark.asyncio
async def test_health_is_503_while_the_database_is_down_and_the_server_goes_on(tmp_path: Path) -> None:
    postgres = EmbeddedPostgres.start(tmp_path / "data", durable=False)
    try:
        async with running_server(settings_for(postgres.url())) as server, client(server.url) as visitor:
            postgres.stop()

            response = await visitor.http.get("/health")

            assert response.status_code == 503
            assert response.headers["content-type"] == "application/problem+json"
            assert response.json()["database"] == {"status": "unavailable"}
            page = await visitor.http.get("/")
            assert page.status_code == 200
            log_in = await visitor.http.post("/api/v1/sessions", json={"username": "ada", "password": "some password"})
            assert log_in.status_code == 503
            assert log_in.headers["retry-after"]
    finally:
        postgres.stop()
