"""The browser client: one page, and the router that serves it.

Imported by `server/app`, which mounts the router. Talks to the rest of the server only as any client does, by HTTP and
WebSocket.
"""

from server.web.router import create_router

__all__ = ["create_router"]
