"""Text comes into the house in one form only: through the fields of forms, and where a field is not asked, by name."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField
from wtforms.fields import HiddenField, PasswordField
from wtforms.form import Form as AnyForm
from wtforms.meta import DefaultMeta

from quarter.web.forms import EurosField, Form
from tests.house.sources import PYTHON, ROOT

APART, TOGETHER = "u\u0308ber\u200bfu\u0308llt\u2028", "überfüllt"

# Not text that people write: a password is what its owner's keys give; hidden fields give back what we put into them;
# euros become a number.
NO_TEXT = (PasswordField, HiddenField, EurosField)

# What views read past the fields of a form, and why that is no text.
READ_PAST_FORMS = {
    "after": "a mark of the page before, signed or refused",
    "answer": "one of the answers",
    "back": "an address of our own, or none",
    "category": "one of a list",
    "decision": "a number",
    "ending": "one of the formats",
    "folded": "only whether it is there",
    "group": "a number",
    "item": "a number",
    "labels": "a language of ours",
    "lang": "a language of ours",
    "List-Unsubscribe": "only whether it is there",
    "next": "an address of our own, or none",
    "q": "here only whether it is there",
    "says": "one of two words",
    "stop": "a number",
    "then": "which button was pressed",
    "things": "numbers",
    "kept": "a photo of ours, signed",
    "kind": "one of a list",
    "to": "which button was pressed",
    "topic": "a number",
    "variants": "numbers",
    "version": "a number, or one of two words",
}
# These fill a form at first, and come back through its fields.
FILL_A_FORM = {
    "quarter/issues/views/reporting.py": "title, place",
    "quarter/decisions/views.py": "topic, title, question",
}
READ = re.compile(
    r"""request\.(?:form|args|values)(?:\.get(?:list)?\(|\[)\s*("[^"]*"|\w+)|("[\w-]+") in request\.(?:form|args)"""
)


def _forms(form: type[AnyForm] = Form) -> Iterator[type[AnyForm]]:
    for below in form.__subclasses__():
        yield below
        yield from _forms(below)


def _fields() -> Iterator[tuple[str, object]]:
    for form in _forms():
        if form.__module__.startswith("quarter."):
            for name in dir(form):
                field = getattr(form, name)
                if issubclass(getattr(field, "field_class", object), StringField | TextAreaField):
                    yield f"{form.__name__}.{name}", field


def test_every_text_field_of_every_form_gives_text_as_the_house_keeps_it(app: Flask) -> None:
    given = {}
    with app.test_request_context("/?lang=en"):
        for place, unbound in _fields():
            if issubclass(unbound.field_class, NO_TEXT):
                continue
            field = unbound.bind(form=None, name="text", _meta=DefaultMeta())
            field.process(MultiDict({"text": APART}))
            given[place] = (field.data or "").strip()
    assert len(given) > 60
    assert {place: text for place, text in given.items() if text != TOGETHER} == {}


def test_no_form_has_a_text_field_of_the_toolkit_itself() -> None:
    """These would let text in as it was sent."""
    fields = re.compile(r"\b(?:StringField|TextAreaField|SearchField|EmailField|URLField|TelField)\(")
    found = [str(file) for file in PYTHON if fields.search(file.read_text())]
    assert [file for file in found if not file.endswith("quarter/web/forms.py")] == []


@pytest.mark.parametrize("file", [file for file in PYTHON if "request" in file.read_text()], ids=str)
def test_what_is_read_past_the_fields_is_no_text(file) -> None:
    place = str(file.relative_to(ROOT))
    if place in (
        "quarter/web/filters.py",
        "quarter/web/links.py",
        "quarter/web/permits.py",
        "quarter/web/idempotency.py",
    ):
        return  # the doors themselves
    read = {next(filter(None, found.groups())).strip('"') for found in READ.finditer(file.read_text())}
    if place in FILL_A_FORM:
        read.discard("name")
    assert read - READ_PAST_FORMS.keys() == set()
