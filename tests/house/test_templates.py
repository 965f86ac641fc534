import re

import pytest
from flask import Flask

from tests.house.sources import ROOT, TEMPLATES

INLINE = re.compile(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)
ELSEWHERE = re.compile(r"(src|href|action)=\"(https?:)?//", re.IGNORECASE)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_inline_script_or_style_and_nothing_from_elsewhere(template) -> None:
    text = template.read_text()
    assert not INLINE.search(text)
    assert not ELSEWHERE.search(text)


def test_every_template_compiles(app: Flask) -> None:
    for template in TEMPLATES:
        app.jinja_env.get_template(str(template.relative_to(ROOT / "templates")))


def test_templates_ask_words_and_not_values(app: Flask) -> None:
    """`meeting.state is planned`, which does not compile if there is no such word."""
    values = re.compile(r"\.value (==|!=|in) ")
    assert [path for path in TEMPLATES if values.search(path.read_text())] == []


def test_scripts_are_small_and_evaluate_nothing() -> None:
    for script in (ROOT / "quarter" / "static" / "js").rglob("*.js"):
        text = script.read_text()
        assert len(text.splitlines()) <= 150, script
        assert not re.search(r"\beval\(|new Function|innerHTML\s*=", text), script
