"""The bodies of registration and log-in."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from server.services.accounts import LogIn


class Credentials(BaseModel):
    """A user name and a password. What they have to be is the account service's business."""

    model_config = ConfigDict(extra="forbid")

    username: str = Field(examples=["ada"])
    password: SecretStr = Field(examples=["correct horse battery"])


class AccountBody(BaseModel):
    """An account."""

    id: UUID
    username: str = Field(examples=["ada"])


class LogInBody(BaseModel):
    """A log-in: send the token as `Authorization: Bearer …`, and in the WebSocket's hello."""

    token: str
    expires_at: datetime
    account: AccountBody

    @classmethod
    def of(cls, log_in: LogIn) -> Self:
        """The body that shows `log_in`."""
        account = AccountBody(id=log_in.account.id, username=log_in.account.username)
        return cls(token=log_in.token.text, expires_at=log_in.token.expires_at, account=account)
