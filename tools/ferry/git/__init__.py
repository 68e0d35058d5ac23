"""Git, as a program that is asked. It imports nothing of ferry."""

from tools.ferry.git.ask import Answer, ask
from tools.ferry.git.repository import folders_above, repository_of

__all__ = ["Answer", "ask", "folders_above", "repository_of"]
