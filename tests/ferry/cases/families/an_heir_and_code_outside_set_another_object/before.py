from app.persistence import get_persistence


class Users:
    def may_leave(self, key: int) -> bool:
        return get_persistence().is_admin(key)


class Nobody:
    def may_leave(self, key: int) -> bool:
        return False


class Page:
    users = Nobody()

    def show(self, key: int) -> str:
        return "yes" if self.users.may_leave(key) else "no"


class Front(Page):
    users = Users()


def show() -> list[str]:
    page = Page()
    page.users = Users()
    return [page.show(2), Front().show(2)]
