"""The body of an error."""

from typing import Literal

from pydantic import BaseModel, Field


class FieldError(BaseModel):
    """One value of a request that breaks a rule."""

    field: str = Field(description="The value's name, with dots between the levels.", examples=["name"])
    rule: str = Field(description='The end of the sentence "it must …".', examples=["have at least 2 characters"])


class DatabaseHealth(BaseModel):
    """Whether the database answers."""

    status: Literal["unavailable"]


class Problem(BaseModel):
    """A problem document, RFC 9457."""

    type: str = Field("about:blank", description="Names the kind of problem; the status says it all for about:blank.")
    title: str = Field(description="The status in words.", examples=["Conflict"])
    status: int = Field(description="The HTTP status.", examples=[409])
    detail: str = Field(description="What is wrong, for the person who asked.", examples=["That name is taken."])
    errors: list[FieldError] | None = Field(None, description="The values that break rules, where it is about values.")
    database: DatabaseHealth | None = Field(None, description="Only in the answer of /health.")
