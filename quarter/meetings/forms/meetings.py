"""A meeting, and who comes."""

from datetime import datetime

from wtforms.validators import Optional

from quarter.meetings.domain import MOST_OF_A_SERIES, Held, Reply, Rhythm
from quarter.web.forms import (
    ChoiceField,
    Form,
    HiddenInteger,
    IntegerField,
    LanguageField,
    LocalDateTimeField,
    RadioChoiceField,
    TextField,
    ValidationError,
    at_most,
    enum_choices,
    minutes_field,
    optional_int,
    required,
    tidy,
)
from quarter.web.locale import lazy_gettext as _l


class MeetingForm(Form):
    """When, where and how; language of record and rhythm are chosen once (`settle` afterwards)."""

    starts_at = LocalDateTimeField(_l("When does it begin?"), [required(_l("Please choose a day and a time."))])
    planned_minutes = minutes_field(_l("How many minutes will it take?"), 120)
    held = RadioChoiceField(
        _l("How do people come together?"),
        choices=enum_choices(Held),
        coerce=Held,
        default=Held.IN_PERSON,
    )
    place = TextField(_l("Where? (stays empty if all take part online)"), [at_most(200)])
    link = TextField(_l("Link for taking part online (may stay empty)"), [at_most(300)])
    lang = LanguageField(_l("Language of the minutes"))
    rhythm = ChoiceField(_l("How often?"), choices=enum_choices(Rhythm), coerce=Rhythm, default=Rhythm.ONCE)
    times = IntegerField(_l("How many meetings?"), [Optional()], default=6)
    version = HiddenInteger()

    def settle(self) -> None:
        """For a meeting that is planned already."""
        del self.lang, self.rhythm, self.times

    @property
    def instant(self) -> datetime:
        """When it begins, once the form is found valid."""
        assert self.starts_at.data is not None
        return self.starts_at.data

    def validate_place(self, field: TextField) -> None:
        if self.held.data is not Held.ONLINE and not tidy(field.data):
            raise ValidationError(_l("Please write where people come together."))

    def validate_times(self, field: IntegerField) -> None:
        if self.rhythm.data is not Rhythm.ONCE and not 2 <= (field.data or 0) <= MOST_OF_A_SERIES:
            raise ValidationError(_l("A series has between 2 and 24 meetings."))

    def validate_link(self, field: TextField) -> None:
        if not tidy(field.data):
            if self.held.data is not Held.IN_PERSON:
                raise ValidationError(_l("Please write the link with which people take part online."))
        elif not tidy(field.data).startswith(("https://", "http://")):
            raise ValidationError(_l("Please write the whole address, beginning with https://"))


class ReplyForm(Form):
    """An answer to the invitation: which button was pressed, who comes instead, a word on it."""

    reply = RadioChoiceField(
        _l("Will you come?"), [required(_l("Please choose an answer."))], choices=enum_choices(Reply), coerce=Reply
    )
    substitute = ChoiceField(_l("Who comes instead?"), coerce=optional_int)
    note = TextField(_l("A word on it (may stay empty; the group reads it)"), [at_most(300)])


class CallOffForm(Form):
    """Why a planned meeting does not take place."""

    because = TextField(
        _l("Why is the meeting called off?"), [required(_l("Please say why: everybody reads it.")), at_most(300)]
    )


class EndForm(Form):
    """Why a meeting did not take place, if nobody was noted as present."""

    because = TextField(_l("Why did the meeting not take place?"), [at_most(300)])
