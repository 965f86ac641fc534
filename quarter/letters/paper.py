"""Letters on paper (PDF/A-2a, PDF/UA-1): all that wait for one receiver in one file, each on a page of its own."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from quarter.foundation.clock import local_date
from quarter.foundation.multilingual import Words
from quarter.foundation.typesetting import set_pdf
from quarter.letters.compose.draft import Desk
from quarter.letters.compose.letters import compose, draft_of
from quarter.letters.models import Letter

TEMPLATE = Path(__file__).with_name("paper.typ")


def set_papers(
    session: Session, desk: Desk, receiver: str, letters: Sequence[Letter], *, now: datetime
) -> bytes | None:
    """The PDF; None if there is nothing that the receiver may still have, or need act on."""
    drafts = [draft_of(session, desk, letter, now) for letter in letters]
    written = [each for draft in drafts if (each := compose(draft))]
    if not written:
        return None
    town, words = drafts[0].town, drafts[0].words
    sheet = {
        "direction": words.direction,
        "issuer": town.name,
        "title": words.gettext("Letter to %(name)s", name=receiver),
        "receiver": receiver,
        "day": words.date(local_date(now, town.timezone)),
        "letters": [{"subject": _said(each.subject, words), "text": _said(each.text, words)} for each in written],
    }
    return set_pdf(TEMPLATE, sheet, language=words.language, dated=now)


def _said(text: str, words: Words) -> dict[str, str]:
    return {"text": text, "lang": words.language}
