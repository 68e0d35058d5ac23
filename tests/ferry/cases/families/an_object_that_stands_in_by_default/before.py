from app.persistence import get_persistence


class Users:
    def may_enter(self, key: int) -> bool:
        return get_persistence().is_admin(key)


class Nobody:
    def may_enter(self, key: int) -> bool:
        return False


class Page:
    def __init__(self, users=None):
        self.users = users or Nobody()

    def show(self, key: int) -> str:
        return "yes" if self.users.may_enter(key) else "no"


def show(users=Nobody()) -> str:
    return "yes" if users.may_enter(2) else "no"


def show_all() -> list[str]:
    for users in (Users(), Nobody()):
        print("yes" if users.may_enter(2) else "no")
    return [Page().show(2), Page(Users()).show(2), show(), show(Users())]
