from app.persistence import get_persistence


def anyone(page: object, player_id: int) -> bool:
    return False


class Page:
    guards = anyone
    locks = staticmethod(lambda player_id: False)
    hides = None

    def shows(self, player_id: int) -> bool:
        if self.hides is not None and self.hides(player_id):
            return False
        return self.guards(player_id) and not self.locks(player_id)


class AdminPage(Page):
    def guards(self, player_id: int) -> bool:
        return get_persistence().is_admin(player_id)

    def locks(self, player_id: int) -> bool:
        return not get_persistence().is_admin(player_id)

    def hides(self, player_id: int) -> bool:
        return get_persistence().get_player(player_id) is None
