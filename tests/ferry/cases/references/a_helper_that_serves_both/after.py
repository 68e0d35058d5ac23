import inspect
from typing import Any

from app.persistence.async_layer import AsyncPersistenceLayer


async def by_result(method: Any, *args: Any) -> Any:
    result = method(*args)
    if inspect.isawaitable(result):
        result = await result
    return result


async def by_kind(method: Any, *args: Any) -> Any:
    if inspect.iscoroutinefunction(method):
        return await method(*args)
    return method(*args)


async def main(layer: AsyncPersistenceLayer) -> Any:
    return await by_result(layer.is_admin, 1), await by_kind(layer.is_admin, 1), await by_kind(len, [1])
