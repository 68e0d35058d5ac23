"""Signed tokens that say who logged in. Imported by the account service and the container."""

from server.services.tokens.tokens import InvalidTokenError, IssuedToken, TokenSigner

__all__ = ["InvalidTokenError", "IssuedToken", "TokenSigner"]
