"""Secret addresses: what a calendar asks for without signing in.

The database holds only a key. The address holds it signed, so neither a stolen database nor a guess makes one.
"""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer


def secret_of(key: str, *, purpose: str) -> str:
    """The part of an address that stands for `key`; for another purpose it is worth nothing."""
    return str(_signer(purpose).dumps(key))


def key_of(secret: str, *, purpose: str) -> str | None:
    """The key in an address of ours; None if it is not."""
    try:
        return str(_signer(purpose).loads(secret))
    except BadSignature:
        return None


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"secret link: {purpose}")
