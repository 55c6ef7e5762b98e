"""The OpenAPI document, and a page that shows it without any outside host."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from rivergrad.server.endpoint import COMPONENT, Endpoint
from rivergrad.server.site import CONTENT_SECURITY_POLICY, DOCUMENT_HEADERS

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
    **DOCUMENT_HEADERS,
    "cache-control": "no-cache",
    "content-security-policy": f"{CONTENT_SECURITY_POLICY}; script-src 'self' 'sha256-{_HASH}'",
}


async def page(request: Request) -> Response:
    """The API to read and to try."""
    return HTMLResponse(_PAGE, headers=_HEADERS)


def openapi(app: FastAPI, endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """The OpenAPI document of the endpoints."""
    models = [pair for endpoint in endpoints for pair in endpoint.models()]
    _, definitions = models_json_schema(list(dict.fromkeys(models)), ref_template=COMPONENT)
    return {
        "openapi": app.openapi_version,
        "info": {"title": app.title, "version": app.version, "description": app.description},
        "paths": {endpoint.path: endpoint.documented() for endpoint in endpoints},
        "components": {"schemas": definitions["$defs"]},
    }
