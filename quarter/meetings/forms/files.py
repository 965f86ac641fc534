"""What comes as a file: to lie beside the record, or to be taken over into it."""

from flask_wtf.file import FileField

from quarter.foundation.text import normalised
from quarter.meetings.imports import MOST_LETTERS
from quarter.web.documents import DocumentField
from quarter.web.forms import ChoiceField, Form, LongTextField, ValidationError, at_most, optional_int
from quarter.web.locale import lazy_gettext as _l


class AttachmentForm(Form):
    """A file, and what it belongs to; the view gives the items."""

    item = ChoiceField(_l("What does it belong to?"), coerce=optional_int)
    file = DocumentField(_l("File"))

    def validate_file(self, field: DocumentField) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(_l("Please choose a file."))


class ImportForm(Form):
    """A text from elsewhere, as a file or written into the field."""

    file = FileField(_l("File"))
    text = LongTextField(_l("Or the text itself"), [at_most(MOST_LETTERS)])
    content = ""

    def validate_text(self, field: LongTextField) -> None:
        sent = self.file.data
        self.content = field.data or ""
        if sent:
            try:
                self.content = normalised(sent.read(MOST_LETTERS * 4 + 1).decode("utf-8"))
            except UnicodeDecodeError:
                raise ValidationError(_l("The file is not text in UTF-8. Please save it so, then try again.")) from None
        if not self.content.strip():
            raise ValidationError(_l("Please choose a file or write the text."))
        if len(self.content) > MOST_LETTERS:
            raise ValidationError(_l("The text has more than 200,000 letters. Please take it over in parts."))
        field.data = self.content
