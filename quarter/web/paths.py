"""Addresses that came with a request: which of them are ours, so that nobody is led to somebody else's."""

from flask import request


def own_path(address: str | None) -> str | None:
    """The path of an address on this host, whether it names the host or not; None for anything else."""
    if not address:
        return None
    path = address.removeprefix(request.host_url.rstrip("/"))
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_ours and path.isprintable() else None


def came_from() -> str | None:
    """The list that the reader came from to do a deed, where the address names it as `back`."""
    return own_path(request.args.get("back"))
