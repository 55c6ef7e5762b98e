"""The page: files of the static folder, with the headers that each kind of file needs."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rivergrad.server.body import takes_gzip

STATIC = Path(__file__).parent.parent / "static"
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; "
    "img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
DOCUMENT_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_OURS_ALONE = ("sources.sha256",)  # what the page was built from is of no use to who reads it
_FOREVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".woff2": "font/woff2"}  # which not every platform knows
_UNKNOWN = "application/octet-stream"
_FOLDERS = ("assets", "swagger")
_PACKED = ("text/", "application/json", "image/svg", "application/wasm")
_WORTH_PACKING = 1_000


class File(NamedTuple):
    body: bytes
    packed: bytes | None
    media_type: str
    tag: str


def routes(folder: Path = STATIC) -> list[Route]:
    """The routes of the page. Names in assets/ carry a hash of their content: they never change."""

    def page(request: Request) -> Response:
        return _response(request, folder, request.path_params.get("name", "index.html"))

    def inner(request: Request) -> Response:
        return _response(request, folder, request.url.path.lstrip("/"))

    return [
        Route("/", page),
        *(Route(f"/{inside}/{{name:path}}", inner) for inside in _FOLDERS),
        Route("/{name}", page),
    ]


def _response(request: Request, folder: Path, name: str) -> Response:
    path = _inside(folder, name)
    file = _read(path, path.stat().st_mtime_ns)
    headers = _headers(file, name)
    if request.headers.get("if-none-match") == file.tag:
        return Response(status_code=304, headers=headers)
    if file.packed is not None and takes_gzip(request):
        headers["content-encoding"] = "gzip"
        return Response(file.packed, headers=headers, media_type=file.media_type)
    return Response(file.body, headers=headers, media_type=file.media_type)


def _inside(folder: Path, name: str) -> Path:
    """The file of that name. Raises HTTPException 404 where there is none, or none can be."""
    try:
        path = (folder / name).resolve()
        public = path.is_relative_to(folder.resolve()) and path.name not in _OURS_ALONE
        found = public and path.is_file()
    except (ValueError, OSError):  # a zero byte, half a character, a name that is too long
        found = False
    if not found:
        raise HTTPException(404)
    return path


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> File:
    body = path.read_bytes()
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or _UNKNOWN
    worth = len(body) > _WORTH_PACKING and media_type.startswith(_PACKED)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return File(body, gzip.compress(body, 6, mtime=0) if worth else None, media_type, tag)


def _headers(file: File, name: str) -> dict[str, str]:
    headers = {
        "etag": file.tag,
        "vary": "accept-encoding",
        "x-content-type-options": "nosniff",
        "cache-control": _FOREVER if name.startswith("assets/") else "no-cache",
    }
    if file.media_type == "text/html":
        headers |= DOCUMENT_HEADERS
    return headers
