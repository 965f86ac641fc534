import sqlalchemy as sa
from sqlmodel import CheckConstraint, Field

from quarter.foundation.models import StorageKey, Table


class Municipality(Table, table=True):
    """The one town of this installation."""

    __tablename__ = "municipality"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("accent LIKE '#______'", name="accent"),
        CheckConstraint(
            "(logo IS NULL) = (logo_width IS NULL) AND (logo IS NULL) = (logo_height IS NULL)"
            " AND logo_width > 0 AND logo_height > 0",
            name="logo_has_size",
        ),
    )

    id: int = Field(default=1, primary_key=True)
    name: str = Field(max_length=120)
    timezone: str = Field(default="Europe/Berlin", max_length=60)
    default_language: str = Field(default="de", max_length=12)
    contact_email: str = Field(default="", max_length=254)
    publisher: str = Field(default="", sa_type=sa.Text)  # who answers for the site, for the imprint
    is_demonstration: bool = False
    accent: str | None = Field(default=None, max_length=7)  # #rrggbb; without one, the colour of our stylesheet
    logo: str | None = Field(default=None, sa_type=StorageKey)
    logo_width: int | None = None
    logo_height: int | None = None


class Quarter(Table, table=True):
    """A neighbourhood; `boundary` is a GeoJSON geometry (Polygon or MultiPolygon, WGS 84, longitude first)."""

    __tablename__ = "quarter"

    id: int = Field(default=None, primary_key=True)
    slug: str = Field(max_length=60, unique=True)
    name: str = Field(max_length=120)
    boundary: str | None = Field(default=None, sa_type=sa.Text)
