"""Problem documents in the OpenAPI document."""

from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from server.api.problems.models import Problem

_COMPONENTS = "#/components/schemas/"


def document_problems(app: FastAPI) -> None:
    """Adds the schemas to which the error responses of operations refer (see `problem_responses`)."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        document = plain()
        _, schemas = models_json_schema([(Problem, "serialization")], ref_template=f"{_COMPONENTS}{{model}}")
        document.setdefault("components", {}).setdefault("schemas", {}).update(schemas["$defs"])
        return document

    app.openapi = openapi  # type: ignore[method-assign] # how FastAPI's documentation extends the document
