from datetime import datetime

from sqlmodel import CheckConstraint, Field

from quarter.accounts.domain import NewsPace
from quarter.foundation.models import StoredEnum, Table, one_of


class Person(Table, table=True):
    """Someone with an account. `name` is what others see; the address is never shown."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint(one_of("news_pace", NewsPace), name="news_pace"),)

    id: int = Field(default=None, primary_key=True)
    email: str = Field(max_length=254, unique=True)  # case-folded
    name: str = Field(max_length=80)
    password_hash: str = Field(max_length=200)
    language: str | None = Field(default=None, max_length=12)
    is_admin: bool = False
    is_named_publicly: bool = False  # in minutes for everybody, and in the list of who sits in a group
    news_pace: NewsPace = Field(default=NewsPace.AT_ONCE, sa_type=StoredEnum(NewsPace))
    created_at: datetime


class SignIn(Table, table=True):
    """One signed-in device, from sign-in until it ends. The token itself is only in the cookie."""

    __tablename__ = "sign_in"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    device: str = Field(default="", max_length=80)
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


class CalendarLink(Table, table=True):
    """Somebody's calendar feed. The address holds the key signed; without the row it leads nowhere."""

    __tablename__ = "calendar_link"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    key: str = Field(max_length=43, unique=True)
    made_at: datetime
