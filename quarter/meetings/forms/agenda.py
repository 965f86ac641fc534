"""What stands on the agenda, and what somebody wants to stand there."""

from wtforms.validators import NumberRange

from quarter.meetings.forms.fields import title_field
from quarter.web.forms import (
    ChoiceField,
    Form,
    HiddenInteger,
    IntegerField,
    LanguageField,
    LongTextField,
    TextField,
    TickField,
    at_most,
    minutes_field,
    optional_int,
    required,
)
from quarter.web.locale import lazy_gettext as _l


class TopicItemForm(Form):
    """Put a topic on the agenda; the view gives the choices."""

    topic = ChoiceField(_l("Topic"), [required(_l("Please choose a topic."))], coerce=optional_int)
    minutes_planned = minutes_field(_l("Time for this topic, in minutes"), 15)


class WhichMeetingForm(Form):
    """Put one topic on the agenda of a meeting; the view gives the choices."""

    meeting = ChoiceField(_l("Which meeting?"), [required(_l("Please choose a meeting."))], coerce=optional_int)
    minutes_planned = minutes_field(_l("Time for this topic, in minutes"), 15)


class CorrectionForm(WhichMeetingForm):
    """What is to be corrected in approved minutes, and at which meeting; the view gives the choices."""

    title = title_field()
    lang = LanguageField(_l("Language of the title"))
    minutes_planned = minutes_field(_l("Time for this item, in minutes"), 10)


class FreeItemForm(Form):
    """An item that is no topic; the view gives the items that it can be part of."""

    title = title_field()
    lang = LanguageField(_l("Language of the title"))
    minutes_planned = minutes_field(_l("Time for this item, in minutes"), 15)
    parent = ChoiceField(_l("Where does it stand?"), coerce=optional_int)
    group_only = TickField(_l("Only the group may read this item"))


class ChangeItemForm(FreeItemForm):
    """An item to be said anew. Whoever comes too late does not open again what somebody has just closed."""

    too_late = _l("Somebody else changed this item meanwhile. Please look again, then send.")
    version = HiddenInteger()


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
