"""The register of decisions as PDF (PDF/A-2a, PDF/UA-1): the same decisions as in the table, to be read and kept."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from quarter.decisions.domain import Result
from quarter.decisions.explanation import explain
from quarter.decisions.queries.register import Narrowing, RegisterEntry, list_decided_topics
from quarter.foundation.actors import Actor
from quarter.foundation.multilingual import Words
from quarter.foundation.typesetting import set_pdf
from quarter.groups.models import Group
from quarter.groups.queries import list_organisations

TEMPLATE = Path(__file__).with_name("register.typ")
Fact = tuple[str, str]


def set_register(
    rows: Sequence[RegisterEntry], chosen: Sequence[Fact], words: Words, *,
    issuer: str, number: Sequence[str], now: datetime,
) -> bytes:  # fmt: skip
    """The PDF of `list_for_file`; `chosen` says what it was narrowed to, and `number` how each decision is called."""
    _ = words.gettext
    sheet = {
        "direction": words.direction,
        "issuer": issuer,
        "title": _("Register of decisions"),
        "as_of": _("As of %(date)s", date=words.date(now)),
        "chosen": list(chosen),
        "decisions": [_decision(row, name, words) for row, name in zip(rows, number, strict=True)],
        "nothing_decided": _("No decision is like that at the moment."),
        "page_of": _("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
    }
    # To the hour: so the same register is set but once for all who take it away.
    return set_pdf(TEMPLATE, sheet, language=words.language, dated=now.replace(minute=0, second=0, microsecond=0))


def say_narrowing(session: Session, narrowing: Narrowing, words: Words, *, reader: Actor) -> Iterator[Fact]:
    """What the register was narrowed to, each with its name."""
    _ = words.gettext
    if narrowing.group:
        group = session.get(Group, narrowing.group)
        yield _("Group"), group.name if group else "–"
    if narrowing.q:
        yield _("Search for words"), narrowing.q
    if narrowing.state:
        yield _("Outcome"), words.label(narrowing.state)
    if narrowing.year:
        yield _("Year"), str(narrowing.year)
    if narrowing.topic:
        topics = [(row.id, row.title) for row in list_decided_topics(session, reader=reader)]
        yield _("Topic"), _name(narrowing.topic, topics)
    if narrowing.organisation:
        organisations = [(row.id, row.name) for row in list_organisations(session)]
        yield _("Who has to act"), _name(narrowing.organisation, organisations)
    if narrowing.actions:
        yield _("How it stands"), words.label(narrowing.actions)


def _name(wanted: int, named: Sequence[tuple[int, str]]) -> str:
    return dict(named).get(wanted, "–")


def _decision(row: RegisterEntry, number: str, words: Words) -> dict[str, Any]:
    facts = (words.date(row.decided_at), row.group_name, row.topic_title or "", words.label(row.method))
    return {
        "number": number,
        "title": {"text": row.title, "lang": row.lang},
        "question": {"text": row.question, "lang": row.lang},
        "facts": [fact for fact in facts if fact],
        "outcome": explain(Result.from_dict(row.result), words).headline,
        "followed": _followed(row, words),
    }


def _followed(row: RegisterEntry, words: Words) -> str:
    if not row.agreed:
        return words.gettext("No action was agreed on it.")
    return words.ngettext(
        "%(num)d action was agreed on it; done: %(done)s.", "%(num)d actions were agreed on it; done: %(done)s.",
        row.agreed, done=row.done,
    )  # fmt: skip
