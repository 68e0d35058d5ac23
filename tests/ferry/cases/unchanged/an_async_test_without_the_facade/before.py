import asyncio

import pytest


@pytest.mark.asyncio
async def test_time_passes() -> None:
    await asyncio.sleep(0)
