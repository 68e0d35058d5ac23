from app.persistence import get_persistence


class Form:
    def __init__(self) -> None:
        setattr(self, "form_layer", get_persistence())

    def may(self, key: int) -> str:
        return "yes" if self.form_layer.delete_player(key) else "no"
