from wtforms.validators import Length

from quarter.accounts.passwords import LONGEST, SHORTEST, is_guessable
from quarter.foundation import mail_addresses
from quarter.web.forms import (
    ChoiceField,
    Form,
    PasswordField,
    TextField,
    TickField,
    ValidationError,
    at_most,
    language_choices,
    required,
)
from quarter.web.locale import get_masthead
from quarter.web.locale import lazy_gettext as _l
from quarter.web.mail_addresses import AddressField


class SignInForm(Form):
    # As it was kept, even if it is one that a new account may no longer have.
    email = TextField(
        _l("E-mail address"), [required(_l("Please write your e-mail address.")), at_most(mail_addresses.LONGEST)]
    )
    password = PasswordField(_l("Password"), [required(_l("Please write your password."))])


class SignUpForm(Form):
    name = TextField(
        _l("Your name, as others see it"), [required(_l("Please write a name, your own or another.")), at_most(80)]
    )
    email = AddressField(_l("E-mail address"), [required(_l("Please write your e-mail address."))])
    password = PasswordField(
        _l("Password"),
        [
            required(_l("Please think of a password.")),
            Length(SHORTEST, LONGEST, message=_l("Please choose a password of %(min)d to %(max)d characters.")),
        ],
    )

    def validate_password(self, field: PasswordField) -> None:
        about = (self.name.data or "", self.email.data or "", get_masthead().municipality)
        if len(field.data) >= SHORTEST and is_guessable(field.data, about):
            raise ValidationError(
                _l("This would be guessed quickly: it is little more than a common word, your name or address, "
                   "the town, or a row of numbers or keys. Please choose another one, for example four words that "
                   "do not belong together.")
            )  # fmt: skip


class ProfileForm(Form):
    name = TextField(
        _l("Your name, as others see it"), [required(_l("Please write a name, your own or another.")), at_most(80)]
    )
    language = ChoiceField(_l("Language of pages and mails"), choices=language_choices())
    is_named_publicly = TickField(_l("My name may stand in public minutes and on the page of my group"))
