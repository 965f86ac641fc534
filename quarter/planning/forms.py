import json
import re
from datetime import date
from math import isfinite
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from quarter.groups.boundary import BadBoundary
from quarter.issues.forms import DegreesField
from quarter.planning import labels  # noqa: F401
from quarter.planning.domain import ElementKind, Sketch
from quarter.planning.geojson import MOST_EUROS, read_area, read_elements
from quarter.planning.models import Plan
from quarter.planning.site_plan import PageField, SitePlanField
from quarter.topics.queries import list_topics_of_group
from quarter.web.forms import (
    ChoiceField,
    DateField,
    FileField,
    FloatField,
    Form,
    HiddenInteger,
    LanguageField,
    LongTextField,
    Option,
    RadioChoiceField,
    TextField,
    ValidationError,
    at_most,
    enum_choices,
    optional_int,
    required,
    tidy,
)
from quarter.web.photos import PhotoField, StoredPhoto

MOST_CRITERIA, LONGEST_CRITERION = 6, 80
LONGEST_AREA = 200_000  # characters: the most points there may be, and each written at length
EUROS = re.compile(r"\d+|\d{1,3}([., \u00a0\u202f]\d{3})+")


class PercentField(FloatField):
    """A share of the picture's width or height in percent; `.data` is from 0 to 1."""

    @property
    def is_empty(self) -> bool:
        return not self.raw_data or not str(self.raw_data[0]).strip()

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip().replace(",", ".") if valuelist else ""
        self.data = None
        try:
            percent = float(text) if text else None
        except ValueError:
            raise ValueError(gettext("Please write a number from 0 to 100.")) from None
        if percent is not None and not (isfinite(percent) and 0 <= percent <= 100):
            raise ValueError(gettext("This lies outside the picture. Please write a number from 0 to 100."))
        self.data = None if percent is None else percent / 100

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data * 100:.2f}".rstrip("0").rstrip(".")


class EurosField(TextField):
    """Whole euros; thousands may be set apart."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if (not text.isascii() and not EUROS.fullmatch(text)) or not EUROS.fullmatch(text) or len(text) > 20:
            raise ValueError(gettext("Please write a whole number of euros, for example 1200."))
        euros = int(re.sub(r"\D", "", text))
        if euros > MOST_EUROS:
            raise ValueError(gettext("That is more than a plan like this can cost. Please write a smaller number."))
        self.data = euros

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)


class PlanWordsForm(Form):
    """What a plan is about, and until when."""

    title = TextField(_l("Which place is it about?"), [required(_l("Please name the place.")), at_most(160)])
    aim = LongTextField(
        _l("What should be better there?"), [required(_l("Please say what should be better.")), at_most(5000)]
    )
    lang = LanguageField(_l("Language of your text"))
    from_on = DateField(_l("Ideas from"), [required(_l("Please choose the first day."))])
    until_on = DateField(_l("Ideas until"), [required(_l("Please choose the last day."))])
    criteria = LongTextField(_l("What will each bench rate the variants on?"), [at_most(600)])

    def validate_until_on(self, field: DateField) -> None:
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(gettext("This is before the first day. Please choose a later one."))

    def validate_criteria(self, field: LongTextField) -> None:
        if len(self.criteria_list) > MOST_CRITERIA:
            raise ValidationError(gettext("Please name at most %(most)d, one on each line.", most=MOST_CRITERIA))
        if any(len(line) > LONGEST_CRITERION for line in self.criteria_list):
            raise ValidationError(gettext("Please keep each line below %(most)d characters.", most=LONGEST_CRITERION))

    @property
    def criteria_list(self) -> list[str]:
        lines = (line.strip() for line in tidy(self.criteria.data).split("\n"))
        return [line for line in lines if line]

    def words(self) -> dict[str, Any]:
        """What was written, as the service takes it."""
        return {
            "title": tidy(self.title.data), "aim": tidy(self.aim.data), "lang": self.lang.data,
            "from_on": self.from_on.data, "until_on": self.until_on.data, "criteria": self.criteria_list,
        }  # fmt: skip


class PlanForm(PlanWordsForm):
    """A new plan on its base; made by `plan_form`, which knows the group's topics."""

    topic = ChoiceField(_l("Topic"), coerce=optional_int)
    picture = SitePlanField(_l("Site plan as a picture or PDF (may stay empty)"))
    page = PageField(_l("Which page of the PDF is the site plan?"))
    area = LongTextField(_l("Area on the map as GeoJSON (may stay empty)"))

    geometry: str | None = None

    def validate_page(self, field: PageField) -> None:
        pages = self.picture.pages
        if pages > 1 and not 1 <= (field.data or 0) <= pages:
            raise ValidationError(
                gettext(
                    "The PDF has more than one page. Please write which one counts, from 1 to %(last)d.", last=pages
                )
            )

    def validate_area(self, field: LongTextField) -> None:
        if not tidy(field.data):
            return
        if self.picture.data:
            raise ValidationError(gettext("A plan has a picture or an area on the map. Please leave one out."))
        try:
            self.geometry = json.dumps(read_area(tidy(field.data)), separators=(",", ":"))
        except BadBoundary as error:
            raise ValidationError(gettext(error.message, **error.values)) from None
        if len(self.geometry) > LONGEST_AREA:
            raise ValidationError(gettext("Please shorten this to %(max)d characters.", max=LONGEST_AREA))


def plan_form(session: Session, group_id: int, today: date, *, topic_id: int | None = None) -> PlanForm:
    form = PlanForm(topic=topic_id, from_on=today)
    topics = [Option(topic.id, topic.title) for topic in list_topics_of_group(session, group_id)]
    form.topic.choices = [Option("", gettext("No topic")), *topics]
    return form


class PlanChangeForm(PlanWordsForm):
    version = HiddenInteger()


def plan_change_form(plan: Plan) -> PlanChangeForm:
    names = ("title", "aim", "lang", "from_on", "until_on", "version")
    return PlanChangeForm(criteria="\n".join(plan.criteria), **{name: getattr(plan, name) for name in names})


class ClosingForm(Form):
    reason = LongTextField(
        _l("Why does the planning end without a variant?"), [required(_l("Please say why.")), at_most(500)]
    )
    lang = LanguageField(_l("Language of your text"))


class VariantForm(Form):
    title = TextField(
        _l("What is the idea of your variant?"),
        [required(_l("Please give your variant a few words.")), at_most(120)],
    )
    text = LongTextField(_l("Why is it better so? (may stay empty)"), [at_most(5000)])
    lang = LanguageField(_l("Language of your text"))
    version = HiddenInteger()


class ElementForm(Form):
    """One thing in a variant; made by `element_form`, which leaves only the fields that its base needs."""

    kind = RadioChoiceField(
        _l("What is it?"),
        [required(_l("Please choose what it is; “Something else” is fine."))],
        choices=enum_choices(ElementKind),
        coerce=ElementKind,
    )
    title = TextField(_l("In a few words"), [required(_l("Please say in a few words what it is.")), at_most(120)])
    place = TextField(_l("Where does it stand?"), [at_most(200)])
    x = PercentField(_l("From the left edge, in percent"))
    y = PercentField(_l("From the top edge, in percent"))
    latitude = DegreesField(_l("Latitude"), limit=90)
    longitude = DegreesField(_l("Longitude"), limit=180)
    text = LongTextField(_l("What is to be known about it?"), [at_most(5000)])
    cost = EurosField(_l("Rough cost in euros"))
    keeper = TextField(_l("Who would look after it?"), [at_most(160)])
    photo = PhotoField(_l("Photo"))
    photo_description = TextField(_l("What is to be seen on the photo?"), [at_most(300)])
    lang = LanguageField(_l("Language of your text"))
    version = HiddenInteger()

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        is_valid = super().validate(*args, **kwargs)
        return self._has_whole_point() and is_valid

    @property
    def has_more(self) -> bool:
        """Whether something stands, or is wrong, in the fields that most people leave empty."""
        fields = (self.text, self.cost, self.keeper, self.photo, self.photo_description)
        return any(field.errors or field.data not in (None, "") for field in fields)

    def _has_whole_point(self) -> bool:
        pair = [self[name] for name in ("x", "y", "latitude", "longitude") if name in self]
        empty = [field for field in pair if field.is_empty]
        if len(empty) == 1:
            field = empty[0]
            field.errors = [
                *field.errors,
                gettext("A point needs both numbers. Please add this one, or empty the other."),
            ]
            return False
        return True

    def sketch(self) -> Sketch:
        position = {name: self[name].data for name in ("x", "y", "latitude", "longitude") if name in self}
        return Sketch(
            kind=self.kind.data, title=tidy(self.title.data), text=tidy(self.text.data), lang=self.lang.data,
            place=tidy(self.place.data), cost=self.cost.data, keeper=tidy(self.keeper.data), **position, **self._seen(),
        )  # fmt: skip

    def _seen(self) -> dict[str, Any]:
        photo = self.photo.data
        if photo is None:
            return {}
        return {
            "photo": photo.key, "photo_width": photo.width, "photo_height": photo.height,
            "photo_description": tidy(self.photo_description.data),
        }  # fmt: skip


def element_form(plan: Plan, obj: Any = None) -> ElementForm:
    form = ElementForm(obj=obj)
    if obj is not None and obj.photo and not form.is_submitted():
        form.photo.data = StoredPhoto(obj.photo, obj.photo_width, obj.photo_height)
    for name in ("latitude", "longitude") if plan.picture else ("x", "y"):
        del form[name]
    return form


class ElementCommentForm(Form):
    text = LongTextField(
        _l("Your comment"), [required(_l("Please write your comment before you send it.")), at_most(3000)]
    )
    lang = LanguageField(_l("Language of your text"))


class ImportForm(Form):
    file = FileField(_l("GeoJSON file"))
    text = LongTextField(_l("Or paste its text here"))
    lang = LanguageField(_l("Language of the texts, where they do not say"))

    sketches: list[Sketch]

    def validate_text(self, field: LongTextField) -> None:
        """The file or the text, whichever is there."""
        content = self._content()
        if not content:
            raise ValidationError(gettext("Please choose a file or paste its text."))
        try:
            self.sketches = read_elements(content, self.lang.data or "de")
        except BadBoundary as error:
            raise ValidationError(gettext(error.message, **error.values)) from None

    def _content(self) -> str:
        if not self.file.data:
            return tidy(self.text.data)
        try:
            return self.file.data.read().decode("utf-8")
        except UnicodeDecodeError:
            raise ValidationError(gettext("This file is no text in UTF-8, so it is no GeoJSON.")) from None


def rating_form(criteria: list[str], given: dict[int, int]) -> Form:
    """A choice from 1 to 5 for each criterion of a plan, with what this seat has given so far."""
    choices = [
        Option("", gettext("No rating")),
        Option(1, gettext("1 · poor")),
        Option(2, "2"),
        Option(3, gettext("3 · middling")),
        Option(4, "4"),
        Option(5, gettext("5 · very good")),
    ]
    fields = {
        f"criterion_{number}": ChoiceField(words, choices=choices, coerce=optional_int, default=given.get(number))
        for number, words in enumerate(criteria)
    }
    return type("RatingForm", (Form,), fields)()


def rated_points(form: Form) -> dict[int, int]:
    """What was chosen, by criterion; those without a rating are left out."""
    chosen = {int(name.removeprefix("criterion_")): field.data for name, field in form._fields.items()
              if name.startswith("criterion_")}  # fmt: skip
    return {criterion: points for criterion, points in chosen.items() if points is not None}
