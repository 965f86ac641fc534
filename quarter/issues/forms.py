from quarter.foundation.pictures import Photo
from quarter.issues.domain import ANSWER_STATES, Category, IssueState
from quarter.web.forms import (
    ChoiceField,
    DegreesField,
    Form,
    HiddenInteger,
    LanguageField,
    LongTextField,
    RadioChoiceField,
    TextField,
    ValidationError,
    at_most,
    enum_choices,
    needs_both,
    optional_int,
    required,
)
from quarter.web.locale import lazy_gettext as _l
from quarter.web.photos import PhotoField, WithPhoto

TOO_LATE = _l("Somebody else changed this issue meanwhile. Please look again, then send.")


class PhotoForm(WithPhoto):
    """One more photo of an issue."""

    lang = LanguageField(_l("Language of your text"))

    def validate_photo(self, field: PhotoField) -> None:
        if field.data is None:
            raise ValidationError(_l("Please choose a photo."))

    @property
    def chosen(self) -> Photo:
        """The photo of a valid form, which has one."""
        assert self.taken is not None
        return self.taken


class IssueForm(WithPhoto):
    """A report. It is written in steps: what a step does not ask for travels with it, hidden."""

    category = RadioChoiceField(
        _l("What is it about?"),
        [required(_l("Please choose what it is about; “Something else” is fine."))],
        choices=enum_choices(Category),
        coerce=Category,
    )
    place = TextField(_l("Where is it? (may stay empty)"), [at_most(200)])
    latitude = DegreesField(_l("Latitude"), limit=90)
    longitude = DegreesField(_l("Longitude"), limit=180)
    title = TextField(_l("In a few words"), [required(_l("Please say in a few words what it is.")), at_most(160)])
    text = LongTextField(_l("More about it (may stay empty)"), [at_most(5000)])
    lang = LanguageField(_l("Language of your text"))

    @property
    def point(self) -> tuple[float, float] | None:
        """(latitude, longitude), as far as both are numbers."""
        latitude, longitude = self.latitude.data, self.longitude.data
        return None if latitude is None or longitude is None else (latitude, longitude)

    def leave_photo_out(self) -> None:
        """Photos are taken from people whom we know."""
        del self.photo, self.photo_description

    def written(self) -> dict[str, str]:
        """All that was written so far, by the name of its field; a photo as it is kept."""
        texts = {field.name: str(field.raw_data[0]) for field in self if field.raw_data and field.name in _WRITTEN}
        return texts | ({"photo_kept": self.photo.kept} if self.photo else {})

    def validate_latitude(self, field: DegreesField) -> None:
        needs_both(field, self.longitude)

    def validate_longitude(self, field: DegreesField) -> None:
        needs_both(field, self.latitude)


_WRITTEN = ("category", "place", "latitude", "longitude", "title", "text", "lang", "photo_description")


class RewordForm(Form):
    """The words of a report, to say them better."""

    too_late = TOO_LATE

    title = TextField(_l("In a few words"), [required(_l("Please say in a few words what it is.")), at_most(160)])
    text = LongTextField(_l("More about it (may stay empty)"), [at_most(5000)])
    place = TextField(_l("Where is it? (may stay empty)"), [at_most(200)])
    lang = LanguageField(_l("Language of your text"))
    version = HiddenInteger()


class AnswerForm(WithPhoto):
    state = RadioChoiceField(
        _l("What becomes of this issue?"),
        [required(_l("Please choose what becomes of this issue."))],
        choices=enum_choices(ANSWER_STATES),
        coerce=IssueState,
    )
    text = LongTextField(
        _l("Your answer"), [required(_l("Please write the answer that everyone can read.")), at_most(5000)]
    )
    lang = LanguageField(_l("Language of your text"))
    version = HiddenInteger()


class AskForm(Form):
    too_late = TOO_LATE
    organisation = ChoiceField(
        _l("Who is to answer?"), [required(_l("Please choose an organisation."))], coerce=optional_int
    )
    version = HiddenInteger()


class AttachForm(Form):
    """The topic is looked up by the view: one of another group is none at all."""

    topic = ChoiceField(
        _l("Topic"), [required(_l("Please choose a topic."))], coerce=optional_int, validate_choice=False
    )
