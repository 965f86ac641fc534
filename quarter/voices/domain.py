"""A photo as the columns of a row keep it."""

from typing import Any

from quarter.foundation.pictures import Photo

PHOTO_COLUMNS = ("photo", "photo_width", "photo_height", "photo_description")


def photo_columns(photo: Photo | None) -> dict[str, Any]:
    """The columns of a row with this photo, or without any."""
    values = (photo.key, photo.width, photo.height, photo.description) if photo else (None,) * len(PHOTO_COLUMNS)
    return dict(zip(PHOTO_COLUMNS, values, strict=True))


def photo_of(row: Any) -> Photo | None:
    """The photo of a row that has such columns; None if it has none."""
    return Photo(*(getattr(row, column) for column in PHOTO_COLUMNS)) if row.photo else None
