from quarter.accounts.domain import NewsPace
from quarter.web.forms import Form, RadioChoiceField, enum_choices, required
from quarter.web.locale import lazy_gettext as _l


class NewsForm(Form):
    pace = RadioChoiceField(
        _l("How often do you want mail about what you follow?"),
        [required(_l("Please choose one of these."))],
        choices=enum_choices(NewsPace),
        coerce=NewsPace,
    )
