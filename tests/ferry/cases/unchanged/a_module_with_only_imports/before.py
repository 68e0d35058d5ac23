from app.models import Player

__all__ = ["Player"]
