"""What a plan is about and what it is drawn on; why it ended."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from sqlmodel import Session

from quarter.foundation import clock
from quarter.places.boundary import Area, BadBoundary
from quarter.places.queries import list_swapped
from quarter.planning.area import read_area
from quarter.planning.forms.site_plan import PageField, SitePlanField
from quarter.planning.models import Plan
from quarter.topics.queries import list_topics_of_group
from quarter.web.forms import (
    ChoiceField,
    DateField,
    Form,
    HiddenInteger,
    LanguageField,
    LongTextField,
    Option,
    TextField,
    ValidationError,
    at_most,
    optional_int,
    required,
    tidy,
)
from quarter.web.locale import gettext
from quarter.web.locale import lazy_gettext as _l

MOST_CRITERIA, LONGEST_CRITERION = 6, 80
LONGEST_AREA = 200_000  # characters: the most points there may be, and each written at length


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
    list_swapped: Callable[[list[Area]], list[Area]]

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
            area = read_area(tidy(field.data))
        except BadBoundary as error:
            raise ValidationError(gettext(error.message, **error.values)) from None
        if self.list_swapped([Area(None, area)]):
            raise ValidationError(
                gettext(
                    "This lies far from the town, but in it if the numbers were the other way round. GeoJSON writes"
                    " the longitude first."
                )
            )
        self.geometry = json.dumps(area, separators=(",", ":"))
        if len(self.geometry) > LONGEST_AREA:
            raise ValidationError(gettext("Please shorten this to %(max)d characters.", max=LONGEST_AREA))


def plan_form(session: Session, group_id: int, today: date, *, topic_id: int | None = None) -> PlanForm:
    form = PlanForm(topic=topic_id, from_on=today)
    topics = [Option(topic.id, topic.title) for topic in list_topics_of_group(session, group_id)]
    form.topic.choices = [Option("", gettext("No topic")), *topics]
    form.list_swapped = partial(list_swapped, session, now=clock.now())
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
