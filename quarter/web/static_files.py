"""Serves what `quarter.web.assets` has built.

A name carries its content's hash, so a browser may keep each file for ever.
"""

import json
import mimetypes
from pathlib import Path

from flask import Flask, Response, abort, request

from quarter.web.assets import BUILT, COMPRESSED
from quarter.web.links import address_of

ENCODINGS = {"br": ".br", "gzip": ".gz"}

# The system's own table differs from machine to machine.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("image/svg+xml", ".svg")
mimetypes.add_type("application/manifest+json", ".webmanifest")


def init_app(app: Flask, folder: Path = BUILT / "static") -> None:
    manifest, imports = read_manifest(folder), read_imports(folder)
    served = frozenset(manifest.values())

    def static_file(name: str) -> Response:
        if name not in served:
            abort(404)
        return answer(folder, name)

    def asset(name: str) -> str:
        return address_of("static_files", name=manifest[name])

    def imports_of(module: str) -> list[str]:
        return imports[module]

    static_file.public_reason = "stylesheets, scripts and fonts are the same for everybody"  # type: ignore[attr-defined]
    app.add_url_rule("/static/<path:name>", "static_files", static_file)
    app.add_template_global(asset)
    app.add_template_global(imports_of)


def read_manifest(folder: Path) -> dict[str, str]:
    try:
        return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SystemExit("Stylesheets and scripts have not been built yet; start with `make run`.") from None


def read_imports(folder: Path) -> dict[str, list[str]]:
    return json.loads((folder / "imports.json").read_text(encoding="utf-8"))


def answer(folder: Path, name: str) -> Response:
    compressible = Path(name).suffix in COMPRESSED
    encoding = request.accept_encodings.best_match(ENCODINGS) if compressible else None
    path = folder / (name + ENCODINGS[encoding] if encoding else name)
    response = Response(path.read_bytes(), mimetype=mimetypes.guess_type(name)[0])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if encoding:
        response.content_encoding = encoding
    if compressible:
        response.vary.add("Accept-Encoding")
    return response
