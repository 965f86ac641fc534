"""What becomes of the minutes after the meeting."""

from quarter.foundation.multilingual import label
from quarter.minutes.domain import MinutesRefusal, ObjectionState
from quarter.web.forms import (
    ChoiceField,
    Form,
    LanguageField,
    LongTextField,
    RadioChoiceField,
    at_most,
    enum_choices,
    optional_int,
    required,
)
from quarter.web.locale import lazy_gettext as _l


class ApproveForm(Form):
    in_meeting = ChoiceField(
        _l("Where were the minutes approved?"),
        coerce=optional_int,
        invalid_choice_message=_l(label(MinutesRefusal.NOT_A_LATER_MEETING)),
    )


class ObjectionForm(Form):
    text = LongTextField(
        _l("What is wrong, and what should it say?"),
        [required(_l("Please say what is wrong and what it should say.")), at_most(5000)],
    )
    lang = LanguageField(_l("Language of your text"))


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


class TranslationForm(Form):
    lang = LanguageField(_l("Into which language?"))
    text = LongTextField(_l("Your translation"), [required(_l("Please write the translation.")), at_most(20_000)])
