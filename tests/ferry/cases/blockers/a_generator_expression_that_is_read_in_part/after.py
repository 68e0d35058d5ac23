# blockers: generator
from itertools import islice

from app.persistence import get_persistence


def admins(numbers) -> list[bool]:
    return list(islice((get_persistence().is_admin(number) for number in numbers), 3))
