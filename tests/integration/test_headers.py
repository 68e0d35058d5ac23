"""What every response carries."""

import pytest

from tests.support.game.client import Client


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/", "/health", "/nowhere", "/api/v1/openapi.json"])
async def test_every_response_forbids_sniffing_framing_and_foreign_content(visitor: Client, path: str) -> None:
    headers = (await visitor.http.get(path)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


@pytest.mark.asyncio
async def test_answers_of_the_api_are_not_kept_by_caches(visitor: Client) -> None:
    response = await visitor.http.get("/health")

    assert response.headers["cache-control"] == "no-store"


@pytest.mark.asyncio
async def test_the_openapi_document_knows_all_that_it_refers_to(visitor: Client) -> None:
    document = (await visitor.http.get("/api/v1/openapi.json")).json()

    def references(value: object) -> set[str]:
        if isinstance(value, dict):
            own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
            return own.union(*map(references, value.values()))
        return set().union(*map(references, value)) if isinstance(value, list) else set()

    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert "#/components/schemas/Problem" in references(document)
    assert references(document) <= known
