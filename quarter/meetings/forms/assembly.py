"""What is written while the meeting runs."""

from quarter.decisions.forms import QuestionForm
from quarter.meetings.domain import Office, TextBlock
from quarter.meetings.models import AgendaItem
from quarter.web.forms import (
    ChoiceField,
    Form,
    HasVersion,
    HiddenField,
    HiddenInteger,
    LongTextField,
    TextField,
    TickField,
    at_most,
    enum_choices,
    optional_enum,
    optional_int,
    required,
)
from quarter.web.locale import lazy_gettext as _l


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
        self.base.data, self.base.raw_data = item.notes, None
        self.version.go_on_from(item.version)

    def give_way(self, changes: HasVersion | None) -> None:
        super().give_way(changes)
        if self.theirs is not None:
            self.begin_from(self.theirs)


class GuestForm(Form):
    name = TextField(_l("Name of the guest"), [required(_l("Please write who has come.")), at_most(80)])
    organisation = TextField(_l("Organisation (may stay empty)"), [at_most(120)])
    is_named_publicly = TickField(_l("The guest agrees to be named in the public minutes"))


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


class MotionForm(QuestionForm):
    """A question to the room, and whose motion it is; the view gives the choices."""

    mover = ChoiceField(_l("Who moves it?"), coerce=optional_int)
