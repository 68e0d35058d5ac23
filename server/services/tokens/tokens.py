"""JSON Web Tokens (RFC 7519), signed with HMAC-SHA256, that carry an account's id and an expiry."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt

_ALGORITHM = "HS256"
_ISSUER = "ferry"
_SHORTEST_SECRET = 32


class InvalidTokenError(Exception):
    """The token was not signed by this server, is damaged, or has expired; log in again.

    Attributes:
        expired: It was good once.
    """

    def __init__(self, *, expired: bool = False) -> None:
        super().__init__("the token has expired" if expired else "the token is not valid")
        self.expired = expired


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A fresh token, and when it expires (UTC)."""

    text: str = field(repr=False)
    expires_at: datetime


class TokenSigner:
    """Signs and reads tokens with one secret of at least 32 bytes (RFC 7518, section 3.2)."""

    def __init__(
        self, secret: str, *, lifetime: timedelta, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        if len(secret.encode()) < _SHORTEST_SECRET:
            raise ValueError(f"a token secret has at least {_SHORTEST_SECRET} bytes")
        self._secret = secret
        self._lifetime = lifetime
        self._clock = clock

    def issue(self, account_id: UUID) -> IssuedToken:
        """A token for the account, good from now for the signer's lifetime."""
        now = self._clock()
        expires_at = (now + self._lifetime).replace(microsecond=0)
        claims = {"iss": _ISSUER, "sub": str(account_id), "iat": now, "exp": expires_at}
        return IssuedToken(jwt.encode(claims, self._secret, _ALGORITHM), expires_at)

    def read(self, token: str) -> UUID:
        """The id of the account for which `token` was issued.

        Raises:
            InvalidTokenError: It is not one of ours, or it has expired.
        """
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[_ALGORITHM],
                issuer=_ISSUER,
                # Expiry is judged by this signer's clock, below.
                options={"require": ["exp", "iat", "sub", "iss"], "verify_exp": False, "verify_iat": False},
            )
            account_id = UUID(claims["sub"])
            expires_at = float(claims["exp"])
        except (jwt.InvalidTokenError, ValueError, TypeError) as error:
            raise InvalidTokenError from error
        if expires_at <= self._clock().timestamp():
            raise InvalidTokenError(expired=True)
        return account_id
