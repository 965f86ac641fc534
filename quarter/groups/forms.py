from typing import Any

from flask_babel import format_decimal, gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from quarter.foundation.actors import Role
from quarter.foundation.multilingual import left_to_right
from quarter.groups.domain import OrganisationKind
from quarter.groups.theme import Colour, is_readable, nearest_readable, reached_contrast, read_colour
from quarter.web.forms import (
    ChoiceField,
    DateField,
    Form,
    LanguageField,
    LongTextField,
    RadioChoiceField,
    TextField,
    ValidationError,
    at_most,
    enum_choices,
    optional_int,
    required,
    tidy,
)
from quarter.web.photos import PhotoField

NEEDS_BENCH = (Role.MEMBER, Role.SUBSTITUTE)
LOGO_SIDE = 400  # pixels: the header shows it at most 144 wide, some screens with three dots for each of these


class OrganisationForm(Form):
    name = TextField(_l("Name of the organisation"), [required(_l("Please write the name.")), at_most(120)])
    kind = ChoiceField(_l("What kind of organisation is it?"), choices=enum_choices(OrganisationKind))


class SeatForm(Form):
    email = TextField(_l("E-mail address of the person"), [required(_l("Please write the person's e-mail address."))])
    role = ChoiceField(_l("Role"), choices=enum_choices(Role), coerce=Role)
    bench = ChoiceField(_l("Bench"), coerce=optional_int)
    organisation = ChoiceField(_l("Organisation"), coerce=optional_int)
    from_on = DateField(_l("From"), [required(_l("Please choose the first day."))])
    until_on = DateField(_l("Until (may stay empty)"), [Optional()])

    def validate_bench(self, field: ChoiceField) -> None:
        if self.role.data in NEEDS_BENCH and field.data is None:
            raise ValidationError(_l("Members and substitutes sit on a bench. Please choose one."))

    def validate_until_on(self, field: DateField) -> None:
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(_l("The last day lies before the first. Please change one of them."))


class AskForSeatForm(Form):
    bench = RadioChoiceField(
        _l("On which bench would you sit?"), [required(_l("Please choose a bench."))], coerce=optional_int
    )
    organisation = ChoiceField(_l("For whom?"), coerce=optional_int)
    reason = LongTextField(
        _l("Why would you like to sit there?"), [required(_l("Please say why in a sentence.")), at_most(1000)]
    )
    lang = LanguageField(_l("Language of your text"))


class DeclineSeatForm(Form):
    answer = LongTextField(
        _l("Why is there no seat for now?"), [required(_l("Please give the reason in a sentence.")), at_most(1000)]
    )
    lang = LanguageField(_l("Language of your text"))


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
    return format_decimal(int(reached_contrast(colour) * 10) / 10)
