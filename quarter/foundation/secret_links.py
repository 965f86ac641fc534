"""Secret addresses: what a calendar asks for, and what a letter offers, without signing in.

The database holds only a key. The address holds it signed, so neither a stolen database nor a guess makes one.
"""

from itsdangerous import BadSignature, URLSafeSerializer


def secret_of(key: str, *, purpose: str, secret_key: str) -> str:
    """The part of an address that stands for `key`; for another purpose it is worth nothing."""
    return str(_signer(purpose, secret_key).dumps(key))


def key_of(secret: str, *, purpose: str, secret_key: str) -> str | None:
    """The key in an address of ours; None if it is not."""
    try:
        return str(_signer(purpose, secret_key).loads(secret))
    except BadSignature:
        return None


def _signer(purpose: str, secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=f"secret link: {purpose}")
