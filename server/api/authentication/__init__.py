"""Who is asking. Imported by the routers that need to know."""

from server.api.authentication.bearer import CurrentAccount

__all__ = ["CurrentAccount"]
