"""A form that cannot be taken now, because its writer was signed out meanwhile or it lay open for too long, is kept.

It comes back on a page that shows what was written and carries all of it along, and that sends it on with one press; a
visitor signs in with the same press. Nothing is stored, and nothing is sent on unasked: the page is only made for what
comes from a page of ours, so that nobody else can put words into it.
"""

from dataclasses import dataclass

from flask import Response, current_app, request

from quarter.web.paths import own_path
from quarter.web.permits import current_actor
from quarter.web.rendering import page
from quarter.web.session import is_unsafe

MOST = 400_000  # characters; the longest texts of the house are half of it
DOOR = "door-"  # before the names of the fields that sign in
_SAYS_NOTHING = {"csrf_token", "form_key", "version"}


@dataclass(frozen=True)
class KeptForm:
    """Where a form was sent, with its fields; `has_files` if there were files, which cannot be carried along."""

    address: str
    fields: list[tuple[str, str]]
    has_files: bool

    @property
    def written(self) -> str:
        """What its writer would miss most."""
        return max((value for name, value in self.fields if name not in _SAYS_NOTHING), key=len)


def get_kept_form() -> KeptForm | None:
    """The form of this request; None if nothing was written in it, or if it is not from a page that a person sees."""
    is_from_a_page = request.headers.get("HX-Request") or "text/html" in request.headers.get("Accept", "")
    if not is_unsafe() or not is_from_a_page or own_path(request.referrer) is None or _is_a_door():
        return None
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and not name.startswith(DOOR) and not name.endswith("password")
    ]
    has_text = any(value.strip() for name, value in fields if name not in _SAYS_NOTHING)
    if not has_text or sum(len(value) for _name, value in fields) > MOST:
        return None
    has_files = any(file.filename for file in request.files.values())
    return KeptForm(request.full_path.rstrip("?"), fields, has_files)


def needs_sign_in() -> bool:
    """Whether only people who are signed in may send this form, and its sender is not."""
    view = current_app.view_functions.get(request.endpoint or "")
    return hasattr(view, "permission") and not current_actor().is_signed_in


def show_kept_form(kept: KeptForm, *, status: int, door: object = None, problem: str = "") -> Response:
    """The page; `door` is the form that signs in, where somebody has to, and `problem` what else keeps it here."""
    answer = page("errors/kept.html", kept=kept, door=door, problem=problem, status=status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["HX-Retarget"] = "body"  # for htmx: the page as a whole, not in place of a part
    return answer


def _is_a_door() -> bool:
    return (request.endpoint or "").startswith("accounts.sign_")
