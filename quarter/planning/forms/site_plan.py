"""The site plan in a form: a picture, or a page of a PDF that is kept until it is known which page."""

from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import FileStorage

from quarter.foundation.dear_work import TooBusy
from quarter.foundation.pdf_pages import is_pdf, read_pdf_page
from quarter.foundation.pictures import BadPicture
from quarter.web.files import storage
from quarter.web.forms import IntegerField, ValidationError, choose_again
from quarter.web.locale import gettext
from quarter.web.photos import PhotoField, StoredPhoto
from quarter.web.session import release_lock


@dataclass(frozen=True)
class SitePlan(StoredPhoto):
    """A stored site plan. Of a PDF with several pages also the key of the PDF, the page drawn, and how many it has."""

    document: str = ""
    page: int = 1
    pages: int = 1


class PageField(IntegerField):
    """The number of a page, the first unless something is written; `.data` is None for what is no number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None

    def _value(self) -> str:
        return str(self.raw_data[0] if self.raw_data else 1)


class SitePlanField(PhotoField):
    """A PhotoField that takes a PDF, too: of several pages the one that the form's field `page` names."""

    keeps = SitePlan

    @property
    def pages(self) -> int:
        """How many pages the PDF has; 1 for a picture, or where there is nothing."""
        return self.data.pages if isinstance(self.data, SitePlan) else 1

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        wanted = form.page.data or 0
        if isinstance(self.data, SitePlan) and 1 <= wanted <= self.pages and wanted != self.data.page:
            self.data = self._turned_to(wanted)

    def _store(self, file: FileStorage) -> StoredPhoto:
        content, self.data = file.read(), None
        if not is_pdf(content):
            file.seek(0)
            return super()._store(file)
        plan = self._drawn(content, 1)
        return replace(plan, document=storage().put(content, "pdf")) if plan.pages > 1 else plan

    def _turned_to(self, number: int) -> SitePlan:
        content = storage().get(self.data.document)
        if content is None:
            raise ValidationError(gettext("The photo was not kept. Please choose it again."))
        return replace(self._drawn(content, number), document=self.data.document)

    def _drawn(self, content: bytes, number: int) -> SitePlan:
        release_lock()
        try:
            drawn = read_pdf_page(content, number)
        except BadPicture as error:
            raise ValidationError(gettext(error.message, **error.values)) from None
        except TooBusy:
            raise choose_again() from None
        key = storage().put(drawn.picture.content, "webp")
        return SitePlan(key, drawn.picture.width, drawn.picture.height, page=number, pages=drawn.pages)
