"""What people may log in with. Imported by the account service."""

from server.game.credentials.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, new_password, password_form, username

__all__ = ["LONGEST_PASSWORD", "SHORTEST_PASSWORD", "new_password", "password_form", "username"]
