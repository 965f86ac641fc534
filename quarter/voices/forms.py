"""What people write and bring along: a comment, and a photo with what is to be seen in it."""

from flask_babel import lazy_gettext as _l

from quarter.voices.domain import Photo
from quarter.web.forms import Form, LanguageField, LongTextField, TextField, at_most, required, tidy
from quarter.web.photos import PhotoField


class CommentForm(Form):
    text = LongTextField(
        _l("Your comment"), [required(_l("Please write your comment before you send it.")), at_most(3000)]
    )
    lang = LanguageField(_l("Language of your text"))


class WithPhoto(Form):
    """A form that takes a photo along, with what is to be seen in it."""

    photo = PhotoField(_l("Photo (may stay empty)"))
    photo_description = TextField(_l("What is to be seen in the photo?"), [at_most(200)])

    @property
    def taken(self) -> Photo | None:
        """The photo of a valid form."""
        stored = self.photo.data if self.photo else None
        if stored is None:
            return None
        return Photo(stored.key, stored.width, stored.height, tidy(self.photo_description.data))
