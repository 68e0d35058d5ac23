"""Serves the browser client: `GET /` and `GET /static/<name>`."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Header, HTTPException, Response, status

_STATIC: Final = Path(__file__).with_name("static")
_PAGE: Final = "index.html"
# Not from `mimetypes`, which reads the machine's tables.
_MEDIA_TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS: Final = {
    # Only our own files, no inline script or style, no frame around us; a form that escapes the script goes nowhere.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Ask each time: a new server brings new files, and the answer is mostly 304.
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True, slots=True)
class _Asset:
    """A static file, ready to send."""

    body: bytes
    media_type: str
    etag: str

    @classmethod
    def read(cls, path: Path) -> "_Asset":
        body = path.read_bytes()
        return cls(body, _MEDIA_TYPES[path.suffix], f'"{hashlib.sha256(body).hexdigest()[:16]}"')

    def respond(self, if_none_match: str | None) -> Response:
        headers = {**_HEADERS, "ETag": self.etag}
        if if_none_match is not None and self.etag in if_none_match:
            return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
        return Response(self.body, media_type=self.media_type, headers=headers)


def create_router() -> APIRouter:
    """The routes of the page. Reads its files once, now, and keeps them (about 30 kB); serving them does no I/O."""
    assets = {path.name: _Asset.read(path) for path in _STATIC.iterdir()}
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def page(if_none_match: Annotated[str | None, Header()] = None) -> Response:
        """The page."""
        return assets[_PAGE].respond(if_none_match)

    @router.get("/static/{name}")
    async def static(name: str, if_none_match: Annotated[str | None, Header()] = None) -> Response:
        """A file that the page needs; 404 for any other name."""
        if name not in assets:
            raise HTTPException(status.HTTP_404_NOT_FOUND)
        return assets[name].respond(if_none_match)

    return router
