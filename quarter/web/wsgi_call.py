"""One call of a WSGI application, for the server's door (`body_first.py`): what it is told, and what it answers."""

import sys
from collections.abc import Iterable, MutableMapping
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple
from urllib.parse import unquote_to_bytes

import structlog

KEPT_IN_MEMORY = 512 * 1024  # bytes of an answer; a longer one waits in a file until its reader has taken it
_NOT_HTTP = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
log = structlog.get_logger()


class Answer(NamedTuple):
    """What goes back, all of it: nobody's slow line holds a thread."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes | IO[bytes]


def environ_of(scope: MutableMapping[str, Any], body: IO[bytes], size: int) -> dict[str, Any]:
    """What WSGI wants to know of a request whose body, of so many bytes, is here.

    The size may be that of a body that was too large to be kept: then the application finds that out.
    """
    host, port = scope.get("server") or ("", 80)
    version = scope["http_version"]
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": _path(scope),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{version if '.' in version else f'{version}.0'}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    environ.update(_headers(scope["headers"]))
    if size:
        environ["CONTENT_LENGTH"] = str(size)
    return environ


def call(app: Any, environ: dict[str, Any]) -> Answer | None:
    """The application's answer; None if it has none, which is in the log then."""
    head: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        head[:] = int(status[:3]), [(name.lower().encode("latin-1"), said.encode("latin-1")) for name, said in headers]

    try:
        pieces = app(environ, start_response)
        try:
            body = _gathered(pieces)
        finally:
            if hasattr(pieces, "close"):
                pieces.close()
        return Answer(head[0], head[1], body)
    except Exception as error:
        log.error("request.failed", error=type(error).__name__)
        return None
    finally:
        environ["wsgi.input"].close()


def waiting_file(most_in_memory: int) -> IO[bytes]:
    """What is on its way in or out lies in memory, and on the disk when it grows beyond so many bytes."""
    return SpooledTemporaryFile(most_in_memory)


def _gathered(pieces: Iterable[bytes]) -> bytes | IO[bytes]:
    gathered = b""
    file: IO[bytes] | None = None
    for piece in pieces:
        if file is None and len(gathered) + len(piece) <= KEPT_IN_MEMORY:
            gathered = gathered + piece if gathered else piece
            continue
        if file is None:
            file = waiting_file(KEPT_IN_MEMORY)
            file.write(gathered)
        file.write(piece)
    if file is None:
        return gathered
    file.seek(0)
    return file


def _path(scope: MutableMapping[str, Any]) -> str:
    """WSGI wants the bytes of a path, each as a letter; what was written with % is taken as it was."""
    return unquote_to_bytes(scope.get("raw_path") or scope["path"]).decode("latin-1")


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Names with a line below are left out: they would pass for those that our proxy wrote with a dash."""
    found: dict[str, str] = {}
    for raw, value in pairs:
        name, said = raw.decode("latin-1"), value.decode("latin-1")
        if "_" in name or name == "transfer-encoding":
            continue
        key = _NOT_HTTP.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        if key in found:
            said = f"{found[key]}{'; ' if name == 'cookie' else ','}{said}"
        found[key] = said
    return found
