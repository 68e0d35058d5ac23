from app.persistence import get_persistence


class Page:
    layer = None

    def may(self, key: int) -> str:
        return "yes" if self.layer.is_admin(key) else "no"


class Front(Page):
    layer = get_persistence()


def show() -> str:
    return Front().may(2)
