"""How the site looks for this municipality: its name, logo and colour."""

from flask import Response, abort, request

from quarter.foundation import clock
from quarter.places import queries, service
from quarter.places.forms import ThemeForm, contrast_in_words
from quarter.places.models import Municipality
from quarter.places.policy import Permission
from quarter.places.theme import shades_by_day, shades_by_night, stylesheet
from quarter.places.views.blueprint import blueprint
from quarter.web.forms import carry_out, tidy
from quarter.web.locale import get_masthead
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor, public
from quarter.web.photos import MEGABYTES, StoredPhoto
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.security import takes_files
from quarter.web.session import get_session

FOR_EVER = "public, max-age=31536000, immutable"


@blueprint.get("/theme/<digest>.css")
@public("the colours of the site are the same for everybody")
def theme_css(digest: str) -> Response:
    """The municipality's colour as a stylesheet; its name changes with it, so browsers may keep it for ever."""
    accent = get_masthead().accent
    if accent is None or stylesheet(accent).digest != digest:
        abort(404)
    response = Response(stylesheet(accent).css, mimetype="text/css")
    response.headers["Cache-Control"] = FOR_EVER
    return response


@blueprint.route("/municipality/theme", methods=["GET", "POST"])
@allow(Permission.SET_THEME, load=queries.get_municipality)
@takes_files(megabytes=MEGABYTES)
def set_theme(town: Municipality) -> Response:
    form = ThemeForm(data={"name": town.name, "accent": town.accent})

    def deed() -> Response:
        colour, logo = form.accent.colour, form.logo.data
        service.set_theme(
            get_session(), current_actor(), town,
            name=tidy(form.name.data), accent=colour, logo=_kept(logo), now=clock.now(),
        )  # fmt: skip
        if colour:
            flash_done(_("Saved. The contrast of your colour is %(ratio)s to 1.", ratio=contrast_in_words(colour)))
        else:
            flash_done(_("Saved."))
        return redirect_to("places.set_theme")

    return carry_out(form, deed, show=lambda: _theme_page(form))


@blueprint.route("/municipality/logo/remove", methods=["GET", "POST"])
@allow(Permission.SET_THEME, load=queries.get_municipality)
def remove_logo(town: Municipality) -> Response:
    if request.method == "GET":
        return page("places/remove_logo.html", town=town)
    service.remove_logo(get_session(), current_actor(), town, now=clock.now())
    flash_done(_("The logo is removed."))
    return redirect_to("places.set_theme")


def _theme_page(form: ThemeForm) -> Response:
    colour = form.accent.colour
    shades = (shades_by_day(colour), shades_by_night(colour)) if colour and not form.accent.errors else ()
    ratio = contrast_in_words(colour) if colour else None
    return page("places/theme.html", form=form, shades=shades, ratio=ratio)


def _kept(logo: StoredPhoto | None) -> tuple[str, int, int] | None:
    return (logo.key, logo.width, logo.height) if logo else None
