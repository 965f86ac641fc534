from wtforms.validators import Length, Regexp

from quarter.accounts.passwords import LONGEST, SHORTEST
from quarter.web.forms import (
    ChoiceField,
    Form,
    PasswordField,
    TextField,
    TickField,
    at_most,
    language_choices,
    required,
)
from quarter.web.locale import lazy_gettext as _l

_looks_like_address = Regexp(
    r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$", message=_l("Please check the address: name@example.org.")
)


class SignInForm(Form):
    email = TextField(_l("E-mail address"), [required(_l("Please write your e-mail address."))])
    password = PasswordField(_l("Password"), [required(_l("Please write your password."))])


class SignUpForm(Form):
    name = TextField(
        _l("Your name, as others see it"), [required(_l("Please write a name, your own or another.")), at_most(80)]
    )
    email = TextField(
        _l("E-mail address"),
        [required(_l("Please write your e-mail address.")), _looks_like_address, at_most(254)],
    )
    password = PasswordField(
        _l("Password"),
        [
            required(_l("Please think of a password.")),
            Length(SHORTEST, LONGEST, message=_l("Please choose a password of %(min)d to %(max)d characters.")),
        ],
    )


class ProfileForm(Form):
    name = TextField(
        _l("Your name, as others see it"), [required(_l("Please write a name, your own or another.")), at_most(80)]
    )
    language = ChoiceField(_l("Language of pages and mails"), choices=language_choices())
    is_named_publicly = TickField(_l("My name may stand in public minutes and on the page of my group"))
