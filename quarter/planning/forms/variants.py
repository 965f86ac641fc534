"""What a variant is about, and how a bench rates it."""

from quarter.web.forms import (
    ChoiceField,
    Form,
    HiddenInteger,
    LanguageField,
    LongTextField,
    Option,
    TextField,
    at_most,
    optional_int,
    required,
)
from quarter.web.locale import gettext
from quarter.web.locale import lazy_gettext as _l


class VariantForm(Form):
    title = TextField(
        _l("Title of your variant"),
        [required(_l("Please give your variant a few words.")), at_most(120)],
    )
    text = LongTextField(_l("Why is it better so? (may stay empty)"), [at_most(5000)])
    lang = LanguageField(_l("Language of your text"))
    version = HiddenInteger()


def rating_form(criteria: list[str], given: dict[int, int]) -> Form:
    """A choice from 1 to 5 for each criterion of a plan, with what this seat has given so far."""
    choices = [
        Option("", gettext("No rating")),
        Option(1, gettext("1 · poor")),
        Option(2, "2"),
        Option(3, gettext("3 · middling")),
        Option(4, "4"),
        Option(5, gettext("5 · very good")),
    ]
    fields = {
        f"criterion_{number}": ChoiceField(words, choices=choices, coerce=optional_int, default=given.get(number))
        for number, words in enumerate(criteria)
    }
    return type("RatingForm", (Form,), fields)()


def rated_points(form: Form) -> dict[int, int]:
    """What was chosen, by criterion; those without a rating are left out."""
    chosen = {int(name.removeprefix("criterion_")): field.data for name, field in form._fields.items()
              if name.startswith("criterion_")}  # fmt: skip
    return {criterion: points for criterion, points in chosen.items() if points is not None}
