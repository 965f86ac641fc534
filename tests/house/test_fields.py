"""No field of any form can be kept busy: 400 kB of anything are answered within 0.3 s of CPU, whatever they hold.

The forms are found by themselves. What is slow has, as a rule, two quantifiers side by side in an expression, or looks
at a text before at its length.
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from time import thread_time

import pytest
from flask import Flask
from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict

import quarter
from quarter.web.forms import Form
from tests.factories.world import World

SIZE = 400_000
TEXTS = {
    "one letter": "a" * SIZE,
    "an address of dots": f"a@{'.' * SIZE}@",
    "one digit": "1" * SIZE,
    "blanks": "a" + " " * SIZE + "a",
    "line ends": "a" + "\n" * SIZE + "a",
    "signs": "#" * SIZE,
    "brackets": "[" * SIZE,
    "combining marks": "a" + "\u0301" * SIZE,
    "thousands": "1.000" * (SIZE // 5),
    "an open quote": '"' + "a," * (SIZE // 2),
}
SECONDS = 0.3


def _subclasses(form: type[Form]) -> Iterator[type[Form]]:
    for each in form.__subclasses__():
        yield each
        yield from _subclasses(each)


def _forms() -> dict[str, type[Form]]:
    for module in pkgutil.walk_packages(quarter.__path__, "quarter."):
        if ".migrations" not in module.name and module.name != "quarter.asgi":
            import_module(module.name)
    ours = (form for form in _subclasses(Form) if form.__module__.startswith("quarter."))
    return {f"{form.__module__}.{form.__qualname__}": form for form in ours}


FORMS = _forms()


def _answer(form_class: type[Form], field: str, text: str) -> float:
    """How long it takes to say something about this text, in seconds of CPU."""
    sent = MultiDict({field: text})
    started = thread_time()
    form = form_class(sent, meta={"csrf": False})
    for choice in form:
        if getattr(choice, "choices", ()) is None:
            choice.choices = []  # the views know them
    form.validate()
    for each in form:
        each()  # shown again with what was typed
    return thread_time() - started


@pytest.mark.parametrize("name", FORMS)
def test_whatever_stands_in_a_field_it_is_answered_at_once(app: Flask, world: World, name: str) -> None:
    form_class, slow = FORMS[name], {}
    with app.test_request_context("/", method="POST"):
        fields = [field.name for field in form_class(meta={"csrf": False}) if not isinstance(field, FileField)]
        for field in fields:
            for kind, text in TEXTS.items():
                seconds = _answer(form_class, field, text)
                if seconds > SECONDS and (seconds := _answer(form_class, field, text)) > SECONDS:  # no garbage came by
                    slow[field, kind] = seconds
    assert slow == {}
