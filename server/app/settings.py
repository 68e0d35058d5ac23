"""The server's settings, from environment variables `FERRY_…`."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import Field, SecretStr, StringConstraints, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from server.app.errors import SettingsError

_PREFIX = "FERRY_"


class Settings(BaseSettings):
    """What can be chosen about the server. Each attribute is an environment variable: `port` is `FERRY_PORT`."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_ignore_empty=True, frozen=True)

    database_url: Annotated[str, StringConstraints(pattern=r"^postgresql\+asyncpg://")] | None = Field(
        None, repr=False, description="A PostgreSQL to use; without it the server runs one of its own."
    )
    data_dir: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("ferry"),
        description="Where the server's own PostgreSQL and the token secret are kept.",
    )
    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(8765, ge=0, le=65_535, description="The port to listen on; 0 takes a free one.")
    token_secret: Annotated[SecretStr, Field(min_length=32)] | None = Field(
        None, description="Signs log-ins; without it one is made and kept in the data folder."
    )
    token_hours: float = Field(12, gt=0, le=24 * 365, description="How long a log-in is good for.")
    pool_size: int = Field(10, ge=1, le=1_000, description="Database connections at most.")
    password_workers: int = Field(1, ge=1, le=64, description="Passwords hashed at a time.")
    hello_timeout_s: float = Field(10, gt=0, le=600, description="How long a WebSocket may stay silent at first.")
    log_format: Literal["human", "json"] = Field("human", description="For a terminal, or one JSON object a line.")
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    stop_timeout_s: int = Field(10, ge=1, le=600, description="How long running requests may take when it stops.")

    @field_validator("data_dir")
    @classmethod
    def _is_where_it_was_typed(cls, folder: Path) -> Path:
        """The whole path. `bazel run` starts programs in a folder that it makes anew, and tells where it was typed."""
        try:
            return Path(os.environ.get("BUILD_WORKING_DIRECTORY", "")).absolute() / folder.expanduser()
        except RuntimeError as error:  # "~nobody/ferry"
            raise ValueError(str(error)) from None

    @field_validator("database_url")
    @classmethod
    def _is_an_address(cls, url: str | None) -> str | None:
        if url is not None:
            try:
                make_url(url)
            except (ArgumentError, ValueError):
                wanted = "postgresql+asyncpg://user:password@host:port/database"
                raise ValueError(
                    f'it is not of the form {wanted}; write "@", "/" and "[" in a part as %40, %2F, %5B'
                ) from None
        return url

    @field_validator("token_secret")
    @classmethod
    def _is_utf8(cls, secret: SecretStr | None) -> SecretStr | None:
        """Refuses what the environment holds as bytes that are no text."""
        if secret is not None:
            try:
                secret.get_secret_value().encode()
            except UnicodeEncodeError:
                raise ValueError("it is not in UTF-8") from None
        return secret

    @property
    def token_lifetime(self) -> timedelta:
        """How long a log-in is good for."""
        return timedelta(hours=self.token_hours)


def read_settings() -> Settings:
    """The settings of this process's environment.

    Raises:
        SettingsError: Variables that cannot be used, each with the reason. Their values are not repeated: one may be a
            secret.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = [f"{_PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors()]
        raise SettingsError("These settings cannot be used:\n  " + "\n  ".join(faults)) from error
