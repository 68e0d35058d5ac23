"""The world that players walk: its data files, their schema and the loader.

Imported by `server/app` and `server/container`, which load the world once at start, and by tests. Imports the rules of
movement, nothing else of `server` and nothing of `persistence`.
"""

from server.world.errors import Problem, WorldError
from server.world.loader import WORLD_FOLDER, load_world
from server.world.models import World, WorldRoom

__all__ = ["WORLD_FOLDER", "Problem", "World", "WorldError", "WorldRoom", "load_world"]
