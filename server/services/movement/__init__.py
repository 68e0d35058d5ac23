"""Walking. Imported by commands and by the container."""

from server.services.movement.movement import DisplacedError, MovementService, NoExitError

__all__ = ["DisplacedError", "MovementService", "NoExitError"]
