"""A browser for each module, a server on a database of its own for each test."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.e2e.browser.chromium import find_chromium, lacking
from tests.e2e.browser.players import Visitor
from tests.e2e.browser.servers import GameServer

# How long a page may take for what is expected of it, in milliseconds: a busy machine is slow.
PATIENCE_MS = 30_000

NewVisitor = Callable[[], Awaitable[Visitor]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """The machine's Chromium, without a window. Tests that need it are skipped where it cannot be driven."""
    if lack := lacking():
        pytest.skip(
            f"this machine has {lack}; install what is missing, on Debian by "
            "`apt-get install chromium fonts-dejavu-core libatomic1`, and run the tests again"
        )
    expect.set_options(timeout=PATIENCE_MS)
    home = tmp_path_factory.mktemp("home")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=find_chromium(), args=_arguments(), env={**os.environ, **_folders(home)}
        )
        yield browser
        await browser.close()


def _arguments() -> list[str]:
    # Chromium's own sandbox neither works as root nor inside Bazel's, and only our own page is loaded. Containers often
    # have a tiny /dev/shm.
    return ["--no-sandbox", "--disable-dev-shm-usage"]


def _folders(home: Path) -> dict[str, str]:
    """Where Chromium may write, as a Bazel test's HOME may be missing or read-only."""
    return {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}


@pytest_asyncio.fixture(loop_scope="module")
async def server(database_url: str) -> AsyncIterator[GameServer]:
    """A running server with an empty world of players."""
    server = GameServer(database_url)
    try:
        await server.start()
        yield server
    finally:
        await server.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def new_visitor(browser: Browser, server: GameServer) -> AsyncIterator[NewVisitor]:
    """Makes people at browsers of their own who look at the page.

    At the end no script of the page has failed, nothing has broken its content policy, and nothing was asked of other
    hosts.
    """
    visitors: list[Visitor] = []
    async with AsyncExitStack() as stack:

        async def visit() -> Visitor:
            context = await browser.new_context()
            stack.push_async_callback(context.close)
            visitor = Visitor(await context.new_page())
            visitors.append(visitor)
            await visitor.open(server.address)
            return visitor

        yield visit
    assert [visitor.faults for visitor in visitors] == [[] for _ in visitors]


@pytest_asyncio.fixture(loop_scope="module")
async def ada(new_visitor: NewVisitor) -> Visitor:
    """Ada, who stands at the ferry landing."""
    visitor = await new_visitor()
    await visitor.register("ada")
    await visitor.play_new("Ada")
    return visitor


@pytest_asyncio.fixture(loop_scope="module")
async def ben(new_visitor: NewVisitor) -> Visitor:
    """Ben, who stands at the ferry landing, at another browser."""
    visitor = await new_visitor()
    await visitor.register("ben")
    await visitor.play_new("Ben")
    return visitor
