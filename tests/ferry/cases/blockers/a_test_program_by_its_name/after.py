# blockers: loop
from unittest import main

from app.persistence import get_persistence


def program() -> bool:
    main(exit=False)
    return get_persistence().is_admin(2)
