"""The shape in which the demonstration writes down what somebody reports and what comes of it."""

from dataclasses import dataclass

from quarter.issues.domain import Category, IssueState


@dataclass(frozen=True)
class Drawn:
    """What stands for a photo: one of the drawings (quarter/demo/drawings.py), and what is to be seen in it."""

    what: str
    description: str


@dataclass(frozen=True)
class Answered:
    """An official answer: who gives it, what it makes of the issue, and how many days after the report."""

    by: str
    state: IssueState
    text: str
    after: int = 2
    photo: Drawn | None = None


@dataclass(frozen=True)
class Reported:
    """An issue: who, how many days ago, what, and which organisation is asked."""

    by: str
    days_ago: int
    title: str
    text: str
    category: Category
    place: str
    point: tuple[float, float] | None  # latitude, longitude
    asked: str | None
    lang: str = "de"
    supporters: tuple[str, ...] = ()
    comments: tuple[tuple[str, str, str], ...] = ()  # who, language, text
    answers: tuple[Answered, ...] = ()
    topic: str | None = None
    photo: Drawn | None = None
    followers: tuple[str, ...] = ()
