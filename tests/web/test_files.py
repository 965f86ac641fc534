"""Files to keep carry a name that every browser can read, and nobody else's cache holds them."""

import pytest
from werkzeug.http import parse_options_header

from quarter.web.files import as_file


@pytest.mark.parametrize(
    "name",
    ["plan-3.pdf", "Grünplan (Entwurf).pdf", "محضر.pdf", 'the "new" plan.pdf', "a\\b.pdf", "a; b.pdf", "a\r\nb.pdf"],
)
def test_a_name_arrives_as_it_is_and_in_plain_letters(app, name: str) -> None:
    with app.test_request_context():
        header = as_file(b"x", name, "application/pdf").headers["Content-Disposition"]
    kind, options = parse_options_header(header)
    assert (kind, options["filename"]) == ("attachment", name)
    assert header.isascii() and header.isprintable() and header.startswith('attachment; filename="')


def test_a_file_is_made_for_its_reader_alone(app) -> None:
    with app.test_request_context():
        answer = as_file("x;y", "list.csv", "text/csv")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert set(answer.vary) == {"Cookie", "Accept-Language"} and answer.mimetype == "text/csv"
