"""Writing down what was agreed, and reporting how it goes."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from quarter.actions.domain import ActionState
from quarter.groups.queries import list_organisations, list_seats
from quarter.topics.queries import list_topics_of_group
from quarter.web.forms import (
    ChoiceField,
    DateField,
    Form,
    LanguageField,
    LongTextField,
    Option,
    RadioChoiceField,
    TextField,
    ValidationError,
    at_most,
    enum_choices,
    optional_int,
    required,
)
from quarter.web.locale import today


class ActionForm(Form):
    """What was agreed; made by `action_form`, which knows whom it can be agreed with."""

    title = TextField(_l("What will be done?"), [required(_l("Please say what will be done.")), at_most(160)])
    text = LongTextField(_l("What belongs to it?"), [at_most(5000)])
    lang = LanguageField(_l("Language of your text"))
    organisation = ChoiceField(_l("Who does it?"), [required(_l("Please choose who does it."))], coerce=optional_int)
    person = ChoiceField(_l("Who can be asked about it?"), coerce=optional_int)
    due_on = DateField(_l("By when?"), [required(_l("Please choose the day by which it will be done."))])
    topic = ChoiceField(_l("Topic"), coerce=optional_int)

    def validate_due_on(self, field: DateField) -> None:
        if field.data and field.data < today():
            raise ValidationError(_l("This day has passed. Please choose a later one."))


class ReportForm(Form):
    text = LongTextField(_l("How does it go?"), [required(_l("Please say in a sentence how it goes.")), at_most(5000)])
    lang = LanguageField(_l("Language of your text"))
    state = RadioChoiceField(
        _l("How far is it?"),
        [required(_l("Please choose how far it is."))],
        choices=enum_choices(ActionState),
        coerce=ActionState,
    )


def action_form(session: Session, group_id: int, day: date, *, topic_id: int | None = None) -> ActionForm:
    """The form with the organisations, the people who sit for them on that day, and the group's topics."""
    form = ActionForm(topic=topic_id)
    organisations = [Option(row.id, row.name) for row in list_organisations(session)]
    form.organisation.choices = [Option("", gettext("Please choose")), *organisations]
    form.person.choices = [Option("", gettext("Nobody in particular")), *_people(session, group_id, day)]
    topics = [Option(topic.id, topic.title) for topic in list_topics_of_group(session, group_id)]
    form.topic.choices = [Option("", gettext("No topic")), *topics]
    return form


def _people(session: Session, group_id: int, day: date) -> list[Option]:
    return [
        Option(seat.person_id, f"{seat.person_name} ({seat.organisation_name})")
        for seat in list_seats(session, group_id, day)
        if seat.organisation_id is not None
    ]
