from app.persistence import get_persistence


def levels() -> dict[int, bool]:
    return dict((key, get_persistence().is_admin(key)) for key in (1, 2))
