"""Whether the server can do its work. Imported by the API and by the container."""

from server.services.health.health import HealthService

__all__ = ["HealthService"]
