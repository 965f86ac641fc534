from typing import Any

from babel.numbers import format_decimal

from quarter.foundation.multilingual import left_to_right, locale_of
from quarter.places.theme import Colour, is_readable, nearest_readable, reached_contrast, read_colour
from quarter.web.forms import Form, TextField, ValidationError, at_most, required, tidy
from quarter.web.locale import current_language, gettext
from quarter.web.locale import lazy_gettext as _l
from quarter.web.photos import PhotoField

LOGO_SIDE = 400  # pixels: the header shows it at most 144 wide, some screens with three dots for each of these


class ColourField(TextField):
    """A colour such as #2142a6, dark enough to read; `.colour` is what was written, None if nothing or nonsense."""

    colour: Colour | None = None

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        try:
            self.colour = read_colour(self.data) if tidy(self.data) else None
        except ValueError:
            self.colour = None

    def pre_validate(self, form: Any) -> None:
        if self.colour is None and tidy(self.data):
            raise ValidationError(
                gettext(
                    "Please write the colour with six digits, for example %(colour)s.", colour=left_to_right("#2142a6")
                )
            )
        if self.colour and not is_readable(self.colour):
            raise ValidationError(
                gettext(
                    "This colour is too light to read: its contrast is %(ratio)s to 1, and 4.5 to 1 is needed."
                    " The nearest darker colour that can be read is %(suggestion)s.",
                    ratio=contrast_in_words(self.colour),
                    suggestion=left_to_right(str(nearest_readable(self.colour))),
                )
            )


class ThemeForm(Form):
    name = TextField(_l("Name of the municipality"), [required(_l("Please write the name.")), at_most(120)])
    accent = ColourField(_l("Colour of links and buttons (may stay empty)"))
    logo = PhotoField(_l("Logo (may stay empty)"), longest_side=LOGO_SIDE)


def contrast_in_words(colour: Colour) -> str:
    """The contrast that an accent reaches, rounded down so that nothing looks better than it is: `4.4`."""
    return format_decimal(int(reached_contrast(colour) * 10) / 10, locale=locale_of(current_language()))
