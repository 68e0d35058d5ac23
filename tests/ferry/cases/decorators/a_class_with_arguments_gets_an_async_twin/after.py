import inspect

from app.persistence.async_layer import AsyncPersistenceLayer


class requires:
    """Checks an argument before the function runs."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, function):
        if inspect.iscoroutinefunction(function):
            async def async_checked(*args, **kwargs):
                if self.name not in kwargs:
                    raise KeyError(self.name)
                return await function(*args, **kwargs)

            return async_checked

        def checked(*args, **kwargs):
            if self.name not in kwargs:
                raise KeyError(self.name)
            return function(*args, **kwargs)

        return checked


class Players:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    @requires("number")
    async def level(self, number: int) -> int:
        return (await self.layer.get_player_by_id(number)).level
