"""The link by which the reader of a mail stops such mails: signed, good without signing in, and for nothing else."""

from dataclasses import dataclass
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

ALL_NEWS = "news"


@dataclass(frozen=True)
class Followed:
    """Who follows what: `kind` is "issue" or "topic", or all of it, which has no id."""

    person_id: int
    kind: str
    subject_id: int


def seal(secret: str, followed: Followed) -> str:
    """The last part of the link's address."""
    return _signer(secret).dumps([followed.person_id, followed.kind, followed.subject_id])


def unseal(secret: str, token: str) -> Followed | None:
    """What a link stops; None if we never wrote it."""
    try:
        parts: Any = _signer(secret).loads(token)
    except BadSignature:
        return None
    return Followed(*parts)


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="stop following")
