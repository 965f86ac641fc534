"""What people write about a thing."""

from flask_babel import lazy_gettext as _l

from quarter.web.forms import Form, LanguageField, LongTextField, at_most, required


class CommentForm(Form):
    text = LongTextField(
        _l("Your comment"), [required(_l("Please write your comment before you send it.")), at_most(3000)]
    )
    lang = LanguageField(_l("Language of your text"))
