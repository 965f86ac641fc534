"""A photo and its columns."""

from types import SimpleNamespace

from quarter.foundation.pictures import Photo
from quarter.voices.domain import PHOTO_COLUMNS, photo_columns, photo_of

HEDGE = Photo("1" * 32 + ".webp", 30, 20, "A hedge")


def test_a_photo_comes_back_from_its_columns() -> None:
    assert photo_of(SimpleNamespace(**photo_columns(HEDGE))) == HEDGE


def test_without_a_photo_all_its_columns_are_empty() -> None:
    assert photo_columns(None) == dict.fromkeys(PHOTO_COLUMNS)
    assert photo_of(SimpleNamespace(**photo_columns(None))) is None
