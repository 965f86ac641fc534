"""One thing in a variant, and many from a file."""

from typing import Any

from quarter.places.boundary import BadBoundary
from quarter.planning.domain import ElementKind, Sketch
from quarter.planning.geojson import MOST_EUROS, read_elements
from quarter.planning.models import Plan
from quarter.voices.domain import photo_of
from quarter.web.forms import (
    DegreesField,
    EurosField,
    FileField,
    Form,
    HiddenInteger,
    LanguageField,
    LongTextField,
    PercentField,
    RadioChoiceField,
    TextField,
    ValidationError,
    at_most,
    enum_choices,
    needs_both,
    required,
    tidy,
)
from quarter.web.locale import gettext
from quarter.web.locale import lazy_gettext as _l
from quarter.web.photos import PhotoField, StoredPhoto, WithPhoto


class ElementForm(WithPhoto):
    """One thing in a variant; made by `element_form`, which leaves only the fields that its base needs."""

    kind = RadioChoiceField(
        _l("What is it?"),
        [required(_l("Please choose what it is; “Something else” is fine."))],
        choices=enum_choices(ElementKind),
        coerce=ElementKind,
    )
    title = TextField(_l("In a few words"), [required(_l("Please say in a few words what it is.")), at_most(120)])
    place = TextField(_l("Where does it stand?"), [at_most(200)])
    x = PercentField(_l("From the left edge, in percent"))
    y = PercentField(_l("From the top edge, in percent"))
    latitude = DegreesField(_l("Latitude"), limit=90)
    longitude = DegreesField(_l("Longitude"), limit=180)
    text = LongTextField(_l("What is to be known about it?"), [at_most(5000)])
    cost = EurosField(
        _l("Rough cost in euros"), most=MOST_EUROS,
        too_much=_l("That is more than a plan like this can cost. Please write a smaller number."),
    )  # fmt: skip
    keeper = TextField(_l("Who would look after it?"), [at_most(160)])
    photo = PhotoField(_l("Photo"))
    photo_description = TextField(_l("What is to be seen on the photo?"), [at_most(300)])
    lang = LanguageField(_l("Language of your text"))
    version = HiddenInteger()

    def validate_x(self, field: PercentField) -> None:
        needs_both(field, self.y)

    def validate_y(self, field: PercentField) -> None:
        needs_both(field, self.x)

    def validate_latitude(self, field: DegreesField) -> None:
        needs_both(field, self.longitude)

    def validate_longitude(self, field: DegreesField) -> None:
        needs_both(field, self.latitude)

    @property
    def has_more(self) -> bool:
        """Whether something stands, or is wrong, in the fields that most people leave empty."""
        fields = (self.text, self.cost, self.keeper, self.photo, self.photo_description)
        return any(field.errors or field.data not in (None, "") for field in fields)

    def sketch(self) -> Sketch:
        position = {name: self[name].data for name in ("x", "y", "latitude", "longitude") if name in self}
        return Sketch(
            kind=self.kind.data, title=tidy(self.title.data), text=tidy(self.text.data), lang=self.lang.data,
            place=tidy(self.place.data), cost=self.cost.data, keeper=tidy(self.keeper.data), photo=self.taken,
            **position,
        )  # fmt: skip


def element_form(plan: Plan, obj: Any = None) -> ElementForm:
    form = ElementForm(obj=obj)
    if obj is not None and (photo := photo_of(obj)) and not form.is_submitted():
        form.photo.data = StoredPhoto(photo.key, photo.width, photo.height)
    for name in ("latitude", "longitude") if plan.picture else ("x", "y"):
        del form[name]
    return form


class ImportForm(Form):
    file = FileField(_l("GeoJSON file"))
    text = LongTextField(_l("Or paste its text here"))
    lang = LanguageField(_l("Language of the texts, where they do not say"))

    sketches: list[Sketch]

    def validate_text(self, field: LongTextField) -> None:
        """The file or the text, whichever is there."""
        content = self._content()
        if not content:
            raise ValidationError(gettext("Please choose a file or paste its text."))
        try:
            self.sketches = read_elements(content, self.lang.data or "de")
        except BadBoundary as error:
            raise ValidationError(gettext(error.message, **error.values)) from None

    def _content(self) -> str:
        if not self.file.data:
            return tidy(self.text.data)
        try:
            return self.file.data.read().decode("utf-8")
        except UnicodeDecodeError:
            raise ValidationError(gettext("This file is no text in UTF-8, so it is no GeoJSON.")) from None
