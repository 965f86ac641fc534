from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import NumberRange, Optional

from quarter.decisions.forms import QuestionForm
from quarter.foundation.multilingual import label
from quarter.meetings import labels  # noqa: F401
from quarter.meetings.domain import MOST_OF_A_SERIES, Held, ObjectionState, Office, Reason, Reply, Rhythm, TextBlock
from quarter.meetings.imports import MOST_LETTERS
from quarter.meetings.models import AgendaItem
from quarter.web.documents import DocumentField
from quarter.web.forms import (
    ChoiceField,
    Form,
    HiddenField,
    HiddenInteger,
    IntegerField,
    LanguageField,
    LocalDateTimeField,
    LongTextField,
    RadioChoiceField,
    TextField,
    TickField,
    ValidationError,
    at_most,
    enum_choices,
    optional_enum,
    optional_int,
    required,
    tidy,
)


def minutes_field(label: Any, default: int) -> IntegerField:
    """A length in minutes."""
    between = NumberRange(1, 600, _l("Please write a number of minutes between 1 and 600."))
    return IntegerField(label, [between], default=default)


class MeetingForm(Form):
    """When, where and how; language of record and rhythm are chosen once (`settle` afterwards)."""

    starts_at = LocalDateTimeField(_l("When does it begin?"), [required(_l("Please choose a day and a time."))])
    planned_minutes = minutes_field(_l("How many minutes will it take?"), 120)
    held = RadioChoiceField(
        _l("How do people come together?"), choices=enum_choices(Held), coerce=Held, default=Held.IN_PERSON
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


class TopicItemForm(Form):
    """Put a topic on the agenda; the view gives the choices."""

    topic = ChoiceField(_l("Topic"), [required(_l("Please choose a topic."))], coerce=optional_int)
    minutes_planned = minutes_field(_l("Time for this topic, in minutes"), 15)


class WhichMeetingForm(Form):
    """Put one topic on the agenda of a meeting; the view gives the choices."""

    meeting = ChoiceField(_l("Which meeting?"), [required(_l("Please choose a meeting."))], coerce=optional_int)
    minutes_planned = minutes_field(_l("Time for this topic, in minutes"), 15)


class CorrectionForm(Form):
    """What is to be corrected in approved minutes, and at which meeting; the view gives the choices."""

    meeting = ChoiceField(_l("Which meeting?"), [required(_l("Please choose a meeting."))], coerce=optional_int)
    title = TextField(_l("What is it about?"), [required(_l("Please give the item a title.")), at_most(160)])
    lang = LanguageField(_l("Language of the title"))
    minutes_planned = minutes_field(_l("Time for this item, in minutes"), 10)


class FreeItemForm(Form):
    """An item that is no topic, or an item to be said anew; the view gives the items that it can be part of."""

    title = TextField(_l("What is it about?"), [required(_l("Please give the item a title.")), at_most(160)])
    lang = LanguageField(_l("Language of the title"))
    minutes_planned = minutes_field(_l("Time for this item, in minutes"), 15)
    parent = ChoiceField(_l("Where does it stand?"), coerce=optional_int)
    group_only = TickField(_l("Only the group may read this item"))


class AttachmentForm(Form):
    """A file, and what it belongs to; the view gives the items."""

    item = ChoiceField(_l("What does it belong to?"), coerce=optional_int)
    file = DocumentField(_l("File"))

    def validate_file(self, field: DocumentField) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(_l("Please choose a file."))


class ImportForm(Form):
    """A text from elsewhere, as a file or written into the field."""

    file = FileField(_l("File"))
    text = LongTextField(_l("Or the text itself"), [at_most(MOST_LETTERS)])
    content = ""

    def validate_text(self, field: LongTextField) -> None:
        sent = self.file.data
        self.content = field.data or ""
        if sent:
            try:
                self.content = sent.read(MOST_LETTERS * 4 + 1).decode("utf-8-sig")
            except UnicodeDecodeError:
                raise ValidationError(_l("The file is not text in UTF-8. Please save it so, then try again.")) from None
        if not self.content.strip():
            raise ValidationError(_l("Please choose a file or write the text."))
        if len(self.content) > MOST_LETTERS:
            raise ValidationError(_l("The text has more than 200,000 letters. Please take it over in parts."))
        field.data = self.content


class PlaceForm(Form):
    """To which place of the agenda an item goes."""

    place = IntegerField(_l("To place"), [NumberRange(1, 500, _l("Please write the number of a place, from 1."))])


class ProposalForm(Form):
    """What somebody wants the group to talk about."""

    title = TextField(_l("What should the group talk about?"), [required(_l("Please give it a title.")), at_most(160)])
    reason = LongTextField(
        _l("Why, and what should come of it?"), [required(_l("Please say why in a sentence.")), at_most(3000)]
    )
    lang = LanguageField(_l("Language of your text"))
    minutes_wished = minutes_field(_l("How many minutes will it take?"), 15)


class DeclineProposalForm(Form):
    answer = LongTextField(
        _l("Why does the group not talk about it?"),
        [required(_l("Please give the reason in a sentence.")), at_most(1000)],
    )
    lang = LanguageField(_l("Language of your text"))


class ReplyForm(Form):
    """An answer to the invitation: which button was pressed, who comes instead, a word on it."""

    reply = RadioChoiceField(
        _l("Will you come?"), [required(_l("Please choose an answer."))], choices=enum_choices(Reply), coerce=Reply
    )
    substitute = ChoiceField(_l("Who comes instead?"), coerce=optional_int)
    note = TextField(_l("A word on it (may stay empty; the group reads it)"), [at_most(300)])


class ApproveForm(Form):
    in_meeting = ChoiceField(
        _l("Where were the minutes approved?"),
        coerce=optional_int,
        invalid_choice_message=_l(label(Reason.NOT_A_LATER_MEETING)),
    )


class ObjectionForm(Form):
    text = LongTextField(
        _l("What is wrong, and what should it say?"),
        [required(_l("Please say what is wrong and what it should say.")), at_most(5000)],
    )
    lang = LanguageField(_l("Language of your text"))


class TranslationForm(Form):
    lang = LanguageField(_l("Into which language?"))
    text = LongTextField(_l("Your translation"), [required(_l("Please write the translation.")), at_most(20_000)])


class ObjectionAnswerForm(Form):
    state = RadioChoiceField(
        _l("What becomes of this objection?"),
        [required(_l("Please choose what becomes of this objection."))],
        choices=enum_choices((ObjectionState.ACCEPTED, ObjectionState.DECLINED)),
        coerce=ObjectionState,
    )
    text = LongTextField(
        _l("Your answer"), [required(_l("Please give the reason in a sentence or two.")), at_most(5000)]
    )
    lang = LanguageField(_l("Language of your text"))


class NotesForm(Form):
    """Notes, and the text and its version that they grew from."""

    notes = LongTextField(_l("Notes on this item"), [at_most(20_000)])
    block = ChoiceField(
        _l("Standing phrase"),
        choices=enum_choices(tuple(TextBlock)[1:]),  # an information has a button of its own
        coerce=optional_enum(TextBlock),
        validate_choice=False,
    )
    base = HiddenField()
    version = HiddenInteger()

    def begin_from(self, item: AgendaItem) -> None:
        """What is written from now on has grown from the notes as they are; a text that was sent stays."""
        for field, value in ((self.base, item.notes), (self.version, item.version)):
            field.data, field.raw_data = value, None


class GuestForm(Form):
    name = TextField(_l("Name of the guest"), [required(_l("Please write who has come.")), at_most(80)])
    organisation = TextField(_l("Organisation (may stay empty)"), [at_most(120)])


class OfficesForm(Form):
    """Who chairs and who keeps the minutes; the view gives the choices."""

    chair = ChoiceField(_l("Chair"), coerce=optional_int)
    secretary = ChoiceField(_l("Minutes kept by"), coerce=optional_int)

    def seats(self) -> dict[Office, int | None]:
        """The seat for each office; None where nobody else is named."""
        return {Office.CHAIR: self.chair.data, Office.SECRETARY: self.secretary.data}


class ConflictForm(Form):
    """Who takes no part in an item; the view gives the choices."""

    seat = ChoiceField(
        _l("Who takes no part?"), [required(_l("Please choose who takes no part."))], coerce=optional_int
    )


class EndForm(Form):
    """Why a meeting did not take place, if nobody was noted as present."""

    because = TextField(_l("Why did the meeting not take place?"), [at_most(300)])


class MotionForm(QuestionForm):
    """A question to the room, and whose motion it is; the view gives the choices."""

    mover = ChoiceField(_l("Who moves it?"), coerce=optional_int)
