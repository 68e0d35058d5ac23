import functools

from app.persistence import PersistenceLayer, get_persistence


def guards_only(method):
    @functools.wraps(method)
    def wrapper(self, actor, *args):
        if not self.vault.is_admin(actor):
            raise PermissionError
        return method(self, actor, *args)

    return wrapper


class Gate:
    def __init__(self, vault: PersistenceLayer):
        self.vault = vault

    @guards_only
    def close(self, actor, key):
        self.vault.delete_player(key)

    @guards_only
    def open(self, actor, key):
        return self.vault.get_player(key)


def close_gate():
    Gate(get_persistence()).close(1, 2)
