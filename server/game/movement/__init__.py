"""Where one can walk: directions and exits. Imported by the services and commands that move characters."""

from server.game.movement.directions import Direction, parse_direction, sorted_exits

__all__ = ["Direction", "parse_direction", "sorted_exits"]
