"""The characters of the account that asks: `/api/v1/characters`. Imported by the app."""

from server.api.characters.router import router

__all__ = ["router"]
