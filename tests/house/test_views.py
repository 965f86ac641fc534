"""What no view does by hand: `carry_out` knows how a form is answered, `@allow` what an address names."""

import pytest

from tests.house.sources import PYTHON

VIEWS = [file for file in PYTHON if "views" in (file.stem, file.parent.name)]


@pytest.mark.parametrize("deed", ["except Refusal", "except LostUpdate", "422 if", "request.view_args"])
def test_no_view_does_by_hand_what_the_web_floor_does(deed: str) -> None:
    assert [str(file) for file in VIEWS if deed in file.read_text()] == []
