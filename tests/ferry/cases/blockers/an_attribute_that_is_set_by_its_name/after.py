# blockers: unknown
from app.persistence import get_persistence


class Page:
    def __init__(self, **parts: object) -> None:
        for name, part in parts.items():
            setattr(self, name, part)

    def may(self, key: int) -> str:
        return "yes" if self.page_layer.delete_player(key) else "no"


def show() -> str:
    return Page(page_layer=get_persistence()).may(2)


def start(application) -> None:
    application["app_layer"] = get_persistence()


def handle(request) -> str:
    return "yes" if request.app["app_layer"].delete_player(2) else "no"
