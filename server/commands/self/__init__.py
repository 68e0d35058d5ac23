"""What concerns the player more than the world: who is here, help, leaving. Imported by the command table."""

from server.commands.self.help import help_
from server.commands.self.quit import quit_
from server.commands.self.who import who

__all__ = ["help_", "quit_", "who"]
