from wtforms.validators import Optional

from quarter.foundation import mail_addresses
from quarter.foundation.actors import Role
from quarter.groups.domain import OrganisationKind
from quarter.web.forms import (
    ChoiceField,
    DateField,
    Form,
    LanguageField,
    LongTextField,
    RadioChoiceField,
    TextField,
    ValidationError,
    at_most,
    enum_choices,
    optional_int,
    required,
)
from quarter.web.locale import lazy_gettext as _l
from quarter.web.mail_addresses import AddressField

NEEDS_BENCH = (Role.MEMBER, Role.SUBSTITUTE)


class OrganisationForm(Form):
    name = TextField(_l("Name of the organisation"), [required(_l("Please write the name.")), at_most(120)])
    kind = ChoiceField(_l("What kind of organisation is it?"), choices=enum_choices(OrganisationKind))
    contact_email = AddressField(_l("Address for letters to it (may stay empty)"), [Optional()])


class ContactForm(Form):
    contact_email = AddressField(_l("Address for letters to it (may stay empty)"), [Optional()])


class SeatForm(Form):
    email = TextField(
        _l("E-mail address of the person"),
        [required(_l("Please write the person's e-mail address.")), at_most(mail_addresses.LONGEST)],
    )
    role = ChoiceField(_l("Role"), choices=enum_choices(Role), coerce=Role)
    bench = ChoiceField(_l("Bench"), coerce=optional_int)
    organisation = ChoiceField(_l("Organisation"), coerce=optional_int)
    from_on = DateField(_l("From"), [required(_l("Please choose the first day."))])
    until_on = DateField(_l("Until (may stay empty)"), [Optional()])

    def validate_bench(self, field: ChoiceField) -> None:
        if self.role.data in NEEDS_BENCH and field.data is None:
            raise ValidationError(_l("Members and substitutes sit on a bench. Please choose one."))

    def validate_until_on(self, field: DateField) -> None:
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(_l("The last day lies before the first. Please change one of them."))


class AskForSeatForm(Form):
    bench = RadioChoiceField(
        _l("On which bench would you sit?"), [required(_l("Please choose a bench."))], coerce=optional_int
    )
    organisation = ChoiceField(_l("For whom?"), coerce=optional_int)
    reason = LongTextField(
        _l("Why would you like to sit there?"), [required(_l("Please say why in a sentence.")), at_most(1000)]
    )
    lang = LanguageField(_l("Language of your text"))


class DeclineSeatForm(Form):
    answer = LongTextField(
        _l("Why is there no seat for now?"), [required(_l("Please give the reason in a sentence.")), at_most(1000)]
    )
    lang = LanguageField(_l("Language of your text"))
