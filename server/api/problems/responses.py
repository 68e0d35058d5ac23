"""Making problem documents."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from server.api.problems.models import DatabaseHealth, FieldError, Problem

MEDIA_TYPE = "application/problem+json"


class ProblemError(Exception):
    """Ends a request with a problem document.

    Attributes:
        status: The HTTP status.
        detail: What is wrong, for the person who asked.
        errors: The values that break rules.
        headers: Of the response, in addition.
        database: For /health.
    """

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        *,
        errors: list[FieldError] | None = None,
        headers: Mapping[str, str] | None = None,
        database: DatabaseHealth | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors
        self.headers = headers
        self.database = database

    def response(self) -> Response:
        """The response that tells the client."""
        problem = Problem(
            title=self.status.phrase,
            status=self.status.value,
            detail=self.detail,
            errors=self.errors,
            database=self.database,
        )
        body = problem.model_dump_json(exclude_none=True)
        return Response(body, self.status.value, self.headers, MEDIA_TYPE)


def problem_responses(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """The error responses of an operation, for the OpenAPI document."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status.value: {"description": status.phrase, "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses
    }
