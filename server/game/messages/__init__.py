"""What a player is told, apart from how it travels. Commands import it to say it, realtime to send it."""

from server.game.messages.messages import Kind, Message, RoomView, Text

__all__ = ["Kind", "Message", "RoomView", "Text"]
