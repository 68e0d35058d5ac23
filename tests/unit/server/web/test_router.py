"""The page is served as it is, with headers under which only its own files can run."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from server.web import create_router


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that has nothing but the page."""
    app = FastAPI()
    app.include_router(create_router())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


@pytest.mark.asyncio
async def test_the_page_is_html_and_may_use_its_own_files_only(client: httpx.AsyncClient) -> None:
    response = await client.get("/")

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = response.headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert not [rule for rule in policy if "unsafe" in rule or "*" in rule or "http" in rule]


@pytest.mark.asyncio
async def test_every_file_that_the_page_needs_is_served_with_its_type(client: httpx.AsyncClient) -> None:
    needed, served = {"/"}, dict[str, str]()
    while missing := needed - set(served):
        path = missing.pop()
        response = await client.get(path)
        assert response.status_code == 200, path
        served[path] = response.headers["content-type"]
        found = re.findall(r'(?:src|href)="([^"]+)"|\bfrom "\./([^"]+)"', response.text)
        needed |= {address or f"/static/{module}" for address, module in found}

    assert served.pop("/") == "text/html; charset=utf-8"
    types = {path: media_type.partition(";")[0] for path, media_type in served.items()}
    assert types.pop("/static/style.css") == "text/css"
    assert types.pop("/static/icon.svg") == "image/svg+xml"
    assert "/static/play.js" in types
    assert set(types.values()) == {"text/javascript"}


@pytest.mark.asyncio
async def test_nothing_on_the_page_is_inline_or_from_elsewhere(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    style = (await client.get("/static/style.css")).text

    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|//", page)
    assert not re.search(r"@import|url\(", style)


@pytest.mark.asyncio
async def test_a_browser_that_has_a_file_gets_it_again_only_when_it_changed(client: httpx.AsyncClient) -> None:
    first = await client.get("/static/play.js")

    same = await client.get("/static/play.js", headers={"If-None-Match": first.headers["etag"]})
    other = await client.get("/static/play.js", headers={"If-None-Match": '"another"'})

    assert (same.status_code, same.content) == (304, b"")
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path", ["/static/router.py", "/static/../router.py", "/static/%2e%2e%2frouter.py", "/static/"]
)
async def test_other_files_of_the_server_are_not_served(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path)

    assert response.status_code == 404
