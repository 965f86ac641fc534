"""What the style guide shows: made-up rows, forms and votes in each state, in a language that runs either way."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from werkzeug.datastructures import MultiDict

from quarter.actions.domain import ActionStatus
from quarter.decisions.domain import DecisionState
from quarter.foundation.events import Step
from quarter.foundation.multilingual import direction
from quarter.foundation.pagination import Page
from quarter.groups.domain import BenchKey
from quarter.issues.domain import Category, IssueState
from quarter.topics.thread import Entry, Station
from quarter.web.forms import (
    ChoiceField,
    DateField,
    Form,
    IntegerField,
    LanguageField,
    LocalDateTimeField,
    LongTextField,
    PasswordField,
    RadioChoiceField,
    TextField,
    TickField,
    enum_choices,
    required,
)
from quarter.web.photos import PhotoField, StoredPhoto

PARTS = ("text", "states", "thread", "votes", "deeds", "form", "fields", "photos", "navigation", "lists", "blocks")


@dataclass(frozen=True)
class Writing:
    """Words that people could have written: a title, a name, a sentence, and ones that are far too long."""

    title: str
    name: str
    sentence: str
    long_title: str
    long_text: str


WRITINGS = {
    "ltr": Writing(
        "Bank am Kanal", "Renate Voss", "Wir wünschen uns eine Bank im Schatten.",
        "Fahrradabstellanlagengenehmigungsverfahren für die Grundstücksverkehrsgenehmigungszuständigkeit am Kanal",
        "Seit Wochen steht das Wasser nach jedem Regen vor dem Eingang. " * 6,
    ),
    "rtl": Writing(
        "مقعد على القناة", "أحمد صالح", "نتمنى مقعدًا في الظل.",
        "طلب إنشاء موقف مظلل وآمن للدراجات الهوائية أمام مدخل المبنى رقم ١٢ مع إضاءة ليلية كافية لجميع السكان",
        "منذ أسابيع تتجمع المياه أمام المدخل بعد كل هطول للمطر. " * 6,
    ),
}  # fmt: skip


class SampleForm(Form):
    """One field of each kind."""

    title = TextField(validators=[required("…")])
    text = LongTextField()
    number = IntegerField()
    password = PasswordField()
    day = DateField()
    at = LocalDateTimeField()
    bench = ChoiceField(choices=enum_choices(BenchKey))
    lang = LanguageField()
    state = RadioChoiceField(choices=enum_choices(IssueState))
    category = RadioChoiceField(choices=enum_choices(Category))
    photo = PhotoField()
    ticked = TickField()


def samples(language: str, now: datetime, today: date, shown_photo: StoredPhoto | None) -> dict[str, Any]:
    """Everything that the parts need, in this language; ids of fields begin with its direction."""
    written = WRITINGS[direction(language)]
    return {
        "written_words": written,
        "lang": language,
        "now": now,
        "day": today,
        "blank": _form(language, "blank", written),
        "filled": _form(
            language, "filled", written, photo=shown_photo, title=written.long_title, text=written.long_text
        ),
        "wrong": _wrong_form(language, written),
        "strip": _strip(written, now),
        "entries": [station.entry for station in _strip(written, now) if station.entry],
        "coming": [_coming(written, at) for at in (today, now + timedelta(days=3))],
        "counts": _counts(),
        "listed": Page([written], after="next"),
        "moments": (now, now + timedelta(days=3), now - timedelta(days=90)),
        "states": (*IssueState, *DecisionState, ActionStatus.DOUBTED),
    }


def _form(language: str, name: str, written: Writing, *, photo: StoredPhoto | None = None, **data: Any) -> SampleForm:
    form = SampleForm(MultiDict(), data=data, prefix=f"{direction(language)}-{name}-", meta={"csrf": False})
    for field in form:
        field.label.text = written.title
    form.photo.data = photo
    return form


def _wrong_form(language: str, written: Writing) -> SampleForm:
    """As after a mistake in each field, with the hour that exists twice."""
    form = _form(language, "wrong", written)
    for field in form:
        field.errors = [written.sentence]
    form.at.is_ambiguous = True
    form.form_errors = []
    return form


def _strip(written: Writing, now: datetime) -> list[Station]:
    """A matter that is on the agenda."""
    reached = list(Step)[:3]
    entries = {
        step: Entry(now - timedelta(days=30 - 10 * n), "%(title)s", {"title": written.title}, "issue", 1, step)
        for n, step in enumerate(reached)
    }
    return [Station(step, entries.get(step), step is reached[-1]) for step in Step]


def _coming(written: Writing, at: Any) -> SimpleNamespace:
    """Something ahead, on a day or at an hour."""
    day = at.date() if isinstance(at, datetime) else at
    return SimpleNamespace(
        at=at, day=day, text="%(title)s", values={"title": written.title}, kind="issue", subject_id=1
    )


def _counts() -> list[SimpleNamespace]:
    """A bench of one mind, a divided one, and one where nobody was."""
    votes = zip(BenchKey, ((3, 0, 0), (1, 2, 1), (0, 0, 0)), strict=True)
    return [
        SimpleNamespace(bench=bench, yes=yes, no=no, abstain=rest, present=yes + no + rest, seats=4)
        for bench, (yes, no, rest) in votes
    ]
