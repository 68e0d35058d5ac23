# blockers: decorator
from app.persistence import PersistenceLayer


class Counted:
    def __init__(self, function):
        self.function = function
        self.calls = 0

    async def __call__(self, layer):
        self.calls += 1
        return self.function(layer)


@Counted
def size_counted(layer: PersistenceLayer) -> int:
    return layer.count_players()
