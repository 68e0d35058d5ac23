"""Tokens."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import jwt
import pytest

from server.services.tokens import InvalidTokenError, TokenSigner

SECRET = "s" * 32
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    """Shows what a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def signer(clock: Clock) -> TokenSigner:
    return TokenSigner(SECRET, lifetime=timedelta(hours=1), clock=clock)


def test_a_token_brings_back_the_account_until_it_expires(signer: TokenSigner, clock: Clock) -> None:
    account_id = uuid4()
    token = signer.issue(account_id)
    assert token.expires_at == NOON + timedelta(hours=1)

    clock.now = NOON + timedelta(minutes=59, seconds=59)

    assert signer.read(token.text) == account_id


def test_at_its_expiry_a_token_is_no_longer_good(signer: TokenSigner, clock: Clock) -> None:
    token = signer.issue(uuid4())

    clock.now = NOON + timedelta(hours=1)

    with pytest.raises(InvalidTokenError) as refusal:
        signer.read(token.text)
    assert refusal.value.expired


def _claims(**changes: object) -> dict[str, object]:
    good: dict[str, object] = {"iss": "ferry", "sub": str(UUID(int=1)), "iat": NOON, "exp": NOON + timedelta(hours=1)}
    return {key: value for key, value in {**good, **changes}.items() if value is not None}


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b.c",
        "é",
        jwt.encode(_claims(), "x" * 32, "HS256"),
        jwt.encode(_claims(), "", "none"),
        jwt.encode(_claims(), SECRET * 2, "HS512"),
        jwt.encode(_claims(iss="other"), SECRET, "HS256"),
        jwt.encode(_claims(sub="ada"), SECRET, "HS256"),
        jwt.encode(_claims(sub=None), SECRET, "HS256"),
        jwt.encode(_claims(exp=None), SECRET, "HS256"),
    ],
    ids=["empty", "parts", "accent", "secret", "unsigned", "algorithm", "issuer", "no-uuid", "no-subject", "endless"],
)
def test_a_token_that_this_server_did_not_sign_so_is_refused(signer: TokenSigner, token: str) -> None:
    with pytest.raises(InvalidTokenError) as refusal:
        signer.read(token)

    assert not refusal.value.expired


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        TokenSigner("short", lifetime=timedelta(hours=1))


def test_a_token_is_not_shown_in_logs(signer: TokenSigner) -> None:
    token = signer.issue(uuid4())

    assert token.text not in repr(token)
