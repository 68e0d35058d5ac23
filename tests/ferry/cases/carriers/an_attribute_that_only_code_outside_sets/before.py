from app.persistence import get_persistence


class App:
    pass


app = App()
app.layer = get_persistence()


def may(key: int) -> str:
    return "yes" if app.layer.is_admin(key) else "no"
