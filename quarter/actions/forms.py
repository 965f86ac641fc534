"""Writing down what was agreed, choosing what of a plan is done by whom, and reporting how it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from quarter.actions.domain import NOWHERE, ActionState, Location, PhotoMoment, ProgressPhoto, Promise
from quarter.groups.queries import list_organisations, list_seats
from quarter.planning.queries import ElementLine
from quarter.topics.queries import list_topics_of_group
from quarter.web.forms import (
    ChoiceField,
    DateField,
    DegreesField,
    Form,
    LanguageField,
    LongTextField,
    Option,
    RadioChoiceField,
    StopValidation,
    TextField,
    TickField,
    ValidationError,
    at_most,
    enum_choices,
    needs_both,
    optional_int,
    required,
    tidy,
)
from quarter.web.locale import gettext, today
from quarter.web.locale import lazy_gettext as _l
from quarter.web.photos import PhotoField, WithPhoto

USUAL_TIME = timedelta(weeks=12)  # for something planned, until the group says otherwise


class ActionForm(Form):
    """What was agreed; made by `action_form`, which knows whom it can be agreed with."""

    title = TextField(_l("What will be done?"), [required(_l("Please say what will be done.")), at_most(160)])
    text = LongTextField(_l("What belongs to it?"), [at_most(5000)])
    lang = LanguageField(_l("Language of your text"))
    organisation = ChoiceField(_l("Who does it?"), [required(_l("Please choose who does it."))], coerce=optional_int)
    person = ChoiceField(_l("Who can be asked about it?"), coerce=optional_int)
    due_on = DateField(_l("By when?"), [required(_l("Please choose the day by which it will be done."))])
    place = TextField(_l("Where will it be done? (may stay empty)"), [at_most(200)])
    latitude = DegreesField(_l("Latitude"), limit=90)
    longitude = DegreesField(_l("Longitude"), limit=180)
    topic = ChoiceField(_l("Topic"), coerce=optional_int)

    def validate_due_on(self, field: DateField) -> None:
        if field.data and field.data < today():
            raise ValidationError(_l("This day has passed. Please choose a later one."))

    def validate_latitude(self, field: DegreesField) -> None:
        needs_both(field, self.longitude)

    def validate_longitude(self, field: DegreesField) -> None:
        needs_both(field, self.latitude)

    @property
    def where(self) -> Location:
        return Location(words=tidy(self.place.data), latitude=self.latitude.data, longitude=self.longitude.data)


class ReportForm(WithPhoto):
    text = LongTextField(_l("How does it go?"), [required(_l("Please say in a sentence how it goes.")), at_most(5000)])
    lang = LanguageField(_l("Language of your text"))
    state = RadioChoiceField(
        _l("How far is it?"),
        [required(_l("Please choose how far it is."))],
        choices=enum_choices(ActionState),
        coerce=ActionState,
    )
    photo = PhotoField(_l("Photo (may stay empty)"))
    photo_description = TextField(_l("What is to be seen on the photo?"), [at_most(300)])
    shows = RadioChoiceField(
        _l("What does the photo show?"), choices=enum_choices(PhotoMoment), coerce=PhotoMoment, default=PhotoMoment.NOW
    )

    def validate_photo_description(self, field: TextField) -> None:
        if self.photo.data is not None and not tidy(field.data):
            raise ValidationError(_l("Please say in a few words what is to be seen, for those who cannot see it."))

    @property
    def taken(self) -> ProgressPhoto | None:
        """The photo that came with the report."""
        photo = super().taken
        return ProgressPhoto(**vars(photo), shows=self.shows.data) if photo else None


@dataclass(frozen=True)
class ElementFields:
    """One thing of a plan, with the fields that make it an action; `action_id` if it is one already."""

    element: ElementLine
    take: Any = None
    organisation: Any = None
    person: Any = None
    due_on: Any = None
    action_id: int | None = None

    @property
    def has_errors(self) -> bool:
        return any(field is not None and field.errors for field in (self.organisation, self.person, self.due_on))


class TakeOverForm(Form):
    """What of a variant becomes an action; made by `take_over_form`, which knows what stands in it."""

    elements: Sequence[ElementLine] = ()
    actions: Mapping[int, int] = {}
    must_take = False  # nothing else would happen: the variant is adopted already

    @property
    def rows(self) -> list[ElementFields]:
        return [self._row(element) for element in self.elements]

    @property
    def promises(self) -> list[Promise]:
        """What was ticked, with who does it by when."""
        return [
            Promise(row.element.id, row.organisation.data, row.person.data, row.due_on.data)
            for row in self.rows
            if row.take is not None and row.take.data
        ]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        is_valid = super().validate(*args, **kwargs)
        if is_valid and self.must_take and not self.promises:
            self.problems.append(gettext("Please tick at least one thing that becomes an action."))
            return False
        return is_valid

    def _row(self, element: ElementLine) -> ElementFields:
        if element.id in self.actions:
            return ElementFields(element, action_id=self.actions[element.id])
        return ElementFields(element, *(self[_name(element, part)] for part in TAKEN))


TAKEN = ("take", "organisation", "person", "due_on")


def _name(element: ElementLine, part: str) -> str:
    return f"element_{element.id}_{part}"


def take_over_form(
    session: Session,
    group_id: int,
    elements: Sequence[ElementLine],
    actions: Mapping[int, int],
    day: date,
    *,
    must_take: bool,
) -> TakeOverForm:
    """The form for the things of a variant; who would look after one is chosen where it is an organisation's name."""
    owners, seats = list_organisations(session), _seats_of_organisations(session, group_id, day)
    organisations = [Option("", gettext("Please choose")), *(Option(row.id, row.name) for row in owners)]
    people = [Option("", gettext("Nobody in particular")), *map(_person, seats)]
    by_name = {row.name.casefold(): row.id for row in owners}
    fields: dict[str, Any] = {}
    for element in elements:
        if element.id in actions:
            continue
        checks = _Taken(element, {(seat.person_id, seat.organisation_id) for seat in seats})
        fields |= {
            _name(element, "take"): TickField(gettext("Becomes an action")),
            _name(element, "organisation"): ChoiceField(
                _l("Who does it?"), [checks.only_if_ticked, checks.has_owner], choices=organisations,
                coerce=optional_int, default=by_name.get(element.keeper.casefold()),
            ),
            _name(element, "person"): ChoiceField(
                _l("Who can be asked about it?"), [checks.only_if_ticked, checks.sits_for_owner], choices=people,
                coerce=optional_int,
            ),
            _name(element, "due_on"): DateField(
                _l("By when?"), [checks.only_if_ticked, checks.has_day_ahead], default=day + USUAL_TIME
            ),
        }  # fmt: skip
    form: TakeOverForm = type("TakeOverForm", (TakeOverForm,), fields)()
    form.elements, form.actions, form.must_take = elements, actions, must_take
    return form


class _Taken:
    """What the fields of one thing must say, if it is ticked; the sentences name it, since there are many."""

    def __init__(self, element: ElementLine, seats: set[tuple[int, int]]) -> None:
        self._element, self._seats = element, seats

    def only_if_ticked(self, form: Any, field: Any) -> None:
        if not form[_name(self._element, "take")].data:
            field.errors[:] = []
            raise StopValidation

    def has_owner(self, _form: Any, field: Any) -> None:
        if field.data is None:
            raise ValidationError(gettext("Please choose who does this: %(what)s.", what=self._element.title))

    def sits_for_owner(self, form: Any, field: Any) -> None:
        owner = form[_name(self._element, "organisation")].data
        if field.data is not None and (field.data, owner) not in self._seats:
            raise ValidationError(
                gettext("This person has no seat for that organisation. Please choose somebody else, or nobody.")
            )

    def has_day_ahead(self, _form: Any, field: Any) -> None:
        if field.data is None:
            field.errors[:] = []
            raise StopValidation(gettext("Please choose the day by which it will be done."))
        if field.data < today():
            raise ValidationError(gettext("This day has passed. Please choose a later one."))


def action_form(
    session: Session, group_id: int, day: date, *, topic_id: int | None = None, place: Location = NOWHERE
) -> ActionForm:
    """The form with the organisations, the people who sit for them on that day, and the group's topics."""
    form = ActionForm(topic=topic_id, place=place.words, latitude=place.latitude, longitude=place.longitude)
    organisations = [Option(row.id, row.name) for row in list_organisations(session)]
    form.organisation.choices = [Option("", gettext("Please choose")), *organisations]
    people = map(_person, _seats_of_organisations(session, group_id, day))
    form.person.choices = [Option("", gettext("Nobody in particular")), *people]
    topics = [Option(topic.id, topic.title) for topic in list_topics_of_group(session, group_id)]
    form.topic.choices = [Option("", gettext("No topic")), *topics]
    return form


def _seats_of_organisations(session: Session, group_id: int, day: date) -> list[Any]:
    return [seat for seat in list_seats(session, group_id, day) if seat.organisation_id is not None]


def _person(seat: Any) -> Option:
    return Option(seat.person_id, f"{seat.person_name} ({seat.organisation_name})")
