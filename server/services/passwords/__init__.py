"""Hashing of passwords, off the event loop. Imported by the account service and the container."""

from server.services.passwords.hashing import BusyError, PasswordHashing

__all__ = ["BusyError", "PasswordHashing"]
