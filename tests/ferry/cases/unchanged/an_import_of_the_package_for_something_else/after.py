import app.models


def make() -> app.models.Player:
    return app.models.Player(1, "Ada")
