"""The OpenAPI document, and a page that shows it without any outside host."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from starlette.responses import HTMLResponse, Response

from rivergrad.server.endpoint import Endpoint
from rivergrad.server.site import CONTENT_SECURITY_POLICY

_START = """
SwaggerUIBundle({url: "openapi.json", dom_id: "#docs", deepLinking: true, docExpansion: "list"});
"""
_PAGE = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>rivergrad: the API</title>
<link rel="icon" href="swagger/favicon-32x32.png">
<link rel="stylesheet" href="swagger/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="swagger/swagger-ui-bundle.js"></script>
<script>{_START}</script>
</body>
</html>
"""
_HASH = base64.b64encode(hashlib.sha256(_START.encode()).digest()).decode()
_HEADERS = {
    "cache-control": "no-cache",
    "content-security-policy": f"{CONTENT_SECURITY_POLICY}; script-src 'self' 'sha256-{_HASH}'",
}


async def page(request: Request) -> Response:
    """The API to read and to try."""
    return HTMLResponse(_PAGE, headers=_HEADERS)


def describe(app: FastAPI, endpoints: Iterable[Endpoint]) -> Callable[[], dict[str, Any]]:
    """The maker of the OpenAPI document: FastAPI's own, with the schemas of the endpoints."""
    models = [pair for endpoint in endpoints for pair in endpoint.models()]

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            _, definitions = models_json_schema(
                list(dict.fromkeys(models)), ref_template="#/components/schemas/{model}"
            )
            schema["components"] = {"schemas": definitions["$defs"]}
            app.openapi_schema = schema
        return app.openapi_schema

    return openapi
