"""What people write about a thing."""

from quarter.web.forms import Form, LanguageField, LongTextField, at_most, required
from quarter.web.locale import lazy_gettext as _l


class CommentForm(Form):
    text = LongTextField(
        _l("Your comment"), [required(_l("Please write your comment before you send it.")), at_most(3000)]
    )
    lang = LanguageField(_l("Language of your text"))
