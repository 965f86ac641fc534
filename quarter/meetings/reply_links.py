"""The link in an invitation by which its receiver answers for a seat, without signing in."""

from quarter.foundation.secret_links import key_of, secret_of
from quarter.meetings.domain import Reply

PURPOSE = "reply"


def reply_path(meeting_id: int, seat_id: int, reply: Reply, *, secret_key: str) -> str:
    """The address, from the site's root, of the page on which this answer is chosen already."""
    secret = secret_of(f"{meeting_id}.{seat_id}", purpose=PURPOSE, secret_key=secret_key)
    return f"/meetings/replies/{secret}?answer={reply}"


def meeting_and_seat(secret: str, *, secret_key: str) -> tuple[int, int] | None:
    """What a link answers for: ids of meeting and seat; None if we never wrote it."""
    key = key_of(secret, purpose=PURPOSE, secret_key=secret_key)
    if key is None:
        return None
    meeting_id, seat_id = map(int, key.split("."))
    return meeting_id, seat_id
