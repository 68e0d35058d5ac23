"""The endpoint that tells whether the server can do its work."""

from http import HTTPStatus
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from server.api.problems import ProblemError, problem_responses
from server.api.problems.models import DatabaseHealth
from server.api.provision import Health
from server.services import errors

router = APIRouter(tags=["health"])


class HealthyDatabase(BaseModel):
    """The database answers."""

    status: Literal["ok"] = "ok"
    latency_ms: float = Field(description="The time of the smallest question and its answer.", examples=[0.8])


class HealthBody(BaseModel):
    """The server can do its work."""

    status: Literal["ok"] = "ok"
    database: HealthyDatabase


@router.get("/health", responses=problem_responses(HTTPStatus.SERVICE_UNAVAILABLE))
async def health(service: Health) -> HealthBody:
    """Asks the database now; 503 when it does not answer."""
    try:
        latency_ms = await service.database_latency_ms()
    except (errors.UnavailableError, errors.TimeoutError) as error:
        detail = "The database does not answer."
        database = DatabaseHealth(status="unavailable")
        raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail, database=database) from error
    return HealthBody(database=HealthyDatabase(latency_ms=round(latency_ms, 3)))
