"""Error pages in the reader's language: what happened, and what to do next."""

from typing import Any

from flask import Flask, Response, g, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed

from quarter.foundation.db import GateTimeout, LostUpdate
from quarter.foundation.dear_work import TooBusy
from quarter.foundation.multilingual import N_, label, words_in
from quarter.foundation.pagination import BadCursor
from quarter.foundation.refusals import Refusal
from quarter.foundation.typesetting import TooElaborate
from quarter.web.kept_forms import get_kept_form, needs_sign_in, show_kept_form
from quarter.web.locale import gettext, language_without_database
from quarter.web.logs import note
from quarter.web.paths import own_path
from quarter.web.permits import SignInFirst, current_actor
from quarter.web.rendering import page
from quarter.web.session import give_back_transaction

RETRY_SECONDS = 10
TOO_BUSY = N_("Many files are being made or read right now. Please try again in a moment.")
TEXTS = {
    400: (N_("This address or form is not right"), N_("Please go back and try again from the page before.")),
    403: (N_("This is not yours to do"), N_("Only certain people of the group can do this. Ask the moderator.")),
    404: (N_("There is nothing here"), N_("The page may have moved. Look for it from the start page.")),
    405: (N_("This address or form is not right"), N_("Please go back and try again from the page before.")),
    409: (N_("Something changed meanwhile"), N_("Please go back, look at the newest state, and try again.")),
    413: (N_("This is too large"), N_("Please send a smaller file or a shorter text.")),
    415: (N_("This address or form is not right"), N_("Please go back and try again from the page before.")),
    422: (N_("Something is missing or not right"), N_("Please go back and check what you wrote.")),
    429: (N_("Too many attempts"), N_("Please wait a minute, then try again.")),
    500: (N_("Something went wrong on our side"), N_("Nothing was changed. Please try again in a moment.")),
    503: (N_("We are very busy right now"), N_("Nothing was changed. Please try again in a minute.")),
}


def error_page(status: int, problem: str | None = None) -> Response:
    """The page for an HTTP status. `problem` is a more exact sentence, English and marked for translation."""
    give_back_transaction()  # even to find the reader's language nobody shall wait for the write lock
    title, advice = TEXTS.get(status, TEXTS[500])
    before = own_path(request.referrer) if status == 409 else None  # the page with the form: it shows the newest state
    words = {"title": gettext(title), "advice": gettext(problem or advice)}
    answer = page("errors/error.html", status=status, before=before, **words)
    answer.headers["HX-Retarget"] = "body"  # for htmx: the page as a whole, not in place of a part
    return answer


def say_when_to_come_back() -> None:
    """This request fails only because others are at it: its answer says so, whatever page it is."""
    g.is_too_busy = True


def init_app(app: Flask) -> None:
    @app.after_request
    def add_when(response: Response) -> Response:
        if g.get("is_too_busy") and response.status_code >= 400:
            response.status_code = 503
            response.headers["Retry-After"] = RETRY_SECONDS
        return response

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> Response | HTTPException:
        if error.code is None or error.code < 400:
            return error
        answer = error_page(error.code if error.code in TEXTS else 400 if error.code < 500 else 500)
        if isinstance(error, MethodNotAllowed):
            answer.allow.update(error.valid_methods or ())
        return answer

    @app.errorhandler(CSRFError)
    def stale_form(_error: CSRFError) -> Any:
        note("denied", current_actor().person_id, outcome="form token")
        kept = get_kept_form()
        if kept and needs_sign_in():
            return app.handle_user_exception(SignInFirst())
        if kept:
            return show_kept_form(kept, status=400)
        return error_page(400, N_("The form was open for too long. Please go back, reload and send it again."))

    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> Response:
        note("refused", current_actor().person_id, reason=refusal.reason.value)
        return error_page(409, label(refusal.reason))

    @app.errorhandler(LostUpdate)
    def overtaken(_error: LostUpdate) -> Response:
        return error_page(409)

    @app.errorhandler(BadCursor)
    def bad_cursor(_error: BadCursor) -> Response:
        return error_page(400)

    @app.errorhandler(DataError)
    @app.errorhandler(OverflowError)
    def impossible_value(_error: Exception) -> Response:
        """A number or text that no column can hold, such as `/topics/99999999999`."""
        return error_page(400)

    @app.errorhandler(GateTimeout)
    def busy(_error: GateTimeout) -> Response:
        return error_page(503)

    @app.errorhandler(TooBusy)
    def others_first(_error: TooBusy) -> Response:
        say_when_to_come_back()
        return error_page(503, TOO_BUSY)

    @app.errorhandler(TooElaborate)
    def too_elaborate(_error: TooElaborate) -> Response:
        return error_page(413, N_("This file would be too elaborate to be made here. Please take another format."))

    @app.errorhandler(OperationalError)
    def no_database(error: OperationalError) -> Response | str:
        app.logger.error("database unavailable: %s", type(error.orig).__name__)
        return bare_page(503)

    @app.errorhandler(InternalServerError)
    def broken(_error: InternalServerError) -> Response | str:
        try:
            return error_page(500)
        except Exception:  # the error page must never fail
            return bare_page(500)


def bare_page(status: int) -> Response:
    """An error page that needs neither database nor templates."""
    language = language_without_database()
    words = words_in(language)
    title, advice = (words.gettext(text) for text in TEXTS[status])
    body = (
        f'<!doctype html><html lang="{language}" dir="{words.direction}"><head><meta charset="utf-8">'
        f"<title>{title}</title></head><body><main><h1>{title}</h1><p>{advice}</p></main></body></html>"
    )
    return Response(body, status)
