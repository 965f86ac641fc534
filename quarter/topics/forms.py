from quarter.web.forms import (
    Form,
    HiddenInteger,
    LanguageField,
    LongTextField,
    TextField,
    at_most,
    required,
)
from quarter.web.locale import lazy_gettext as _l


class TopicForm(Form):
    title = TextField(_l("Title"), [required(_l("Please give the topic a title.")), at_most(160)])
    summary = LongTextField(_l("What is it about?"), [at_most(10_000)])
    lang = LanguageField(_l("Language of your text"))
    version = HiddenInteger()


class AnnouncementForm(Form):
    title = TextField(
        _l("What may everybody know?"), [required(_l("Please say what everybody may know.")), at_most(160)]
    )
    reason = LongTextField(
        _l("Why is it announced?"), [required(_l("Please say why it is announced now.")), at_most(1000)]
    )
    lang = LanguageField(_l("Language of your text"))
