"""Votes online: one open just now, and three that were held between the meetings."""

from datetime import timedelta
from typing import NamedTuple

from quarter.decisions.domain import Choice, Method
from quarter.decisions.models import Decision
from quarter.decisions.service import closing, proposals
from quarter.decisions.service.voting import cast_ballot, open_vote
from quarter.demo.stage import Stage
from quarter.foundation.actors import ANONYMOUS

QUESTION_GUEST_FLAT = (
    "Die leere Gästewohnung in Haus 12 wird dienstags bis donnerstags Treffpunkt für ältere Menschen. "
    "Der Bauverein stellt sie ein Jahr lang kostenlos, der Bürgertreff betreut sie."
)
QUESTION_SHADE = (
    "Das Amt für Grün und Verkehr spannt innerhalb von vier Wochen ein Sonnensegel über den Sandkasten. Die "
    "Genossenschaft Schleuse eG versetzt zwei ihrer Bänke unter die Kastanien."
)
QUESTION_TWICE_A_WEEK = (
    "Die Wohnbau Beispielhafen lässt die Tonnen hinter Haus 7 dauerhaft zweimal in der Woche leeren. Die Kosten "
    "werden auf die Mieten umgelegt."
)
QUESTION_BIGGER_BINS = (
    "Die Wohnbau Beispielhafen stellt hinter Haus 7 größere Tonnen auf, holt den Sperrmüll ab und befestigt den "
    "Boden. Das Wohnen wird dadurch nicht teurer. Die Nachbarschaft Uferstraße erklärt in fünf Sprachen, was in "
    "welche Tonne gehört."
)


class Cast(NamedTuple):
    """Who chooses what; the others of the roll stay away."""

    yes: tuple[str, ...]
    no: tuple[str, ...] = ()
    abstain: tuple[str, ...] = ()


class Results(NamedTuple):
    """The carried decisions that something was agreed from."""

    shade: Decision
    waste: Decision


def vote_just_now(stage: Stage) -> None:
    """Open just now, for three more days: should the guest flat become a meeting place?"""
    decision = _propose(stage, "Gästewohnung wird Treffpunkt für Ältere", QUESTION_GUEST_FLAT, opened=-4, closes=3)
    _cast(stage, decision, Cast(yes=("cooperative", "yildiz", "saleh"), abstain=("hansen",)))


def vote_between_meetings(stage: Stage) -> Results:
    """Shade is agreed upon at once; the bins only in new words, since one bench does not want higher rents."""
    shade = _propose(
        stage, "Sonnensegel und Bänke auf dem Spielplatz Nord", QUESTION_SHADE, opened=-34, closes=-29, topic="shade"
    )
    _cast(stage, shade, Cast(
        yes=("hansen", "petersen", "sommer", "initiative", "city", "albrecht", "yildiz"), abstain=("demir",),
    ))  # fmt: skip
    _count(stage, shade)
    failed = _propose(
        stage, "Müllplatz zweimal in der Woche leeren", QUESTION_TWICE_A_WEEK, opened=-31, closes=-26, topic="waste"
    )
    _cast(stage, failed, Cast(
        yes=("sommer", "yildiz", "city", "hansen", "initiative"), no=("albrecht", "petersen"),
        abstain=("cooperative", "saleh"),
    ))  # fmt: skip
    _count(stage, failed)
    return Results(shade, _ask_again(stage, failed))


def _ask_again(stage: Stage, failed: Decision) -> Decision:
    opened, moderator = stage.at(-24, 11, 15), stage.actors["moderator"]
    decision = proposals.reword(
        stage.session, moderator, failed, title="Größere Tonnen und ein fester Boden für den Müllplatz",
        question=QUESTION_BIGGER_BINS, lang="de", closes_at=stage.at(-18, 20), now=opened,
    )  # fmt: skip
    open_vote(stage.session, moderator, decision, now=opened)
    _cast(stage, decision, Cast(
        yes=("demir", "sommer", "albrecht", "saleh", "yildiz", "cooperative", "initiative", "city"), no=("petersen",),
    ))  # fmt: skip
    _count(stage, decision)
    return decision


def _propose(
    stage: Stage, title: str, question: str, *, opened: int, closes: int, topic: str | None = None
) -> Decision:
    """Put a question and open the vote on it."""
    at, moderator = stage.at(opened, 9, 30), stage.actors["moderator"]
    decision = proposals.propose(
        stage.session, moderator, stage.group, title=title, question=question, lang="de", method=Method.ONLINE,
        topic_id=stage.topics[topic].id if topic else None, closes_at=stage.at(closes, 20), now=at,
    )  # fmt: skip
    open_vote(stage.session, moderator, decision, now=at)
    return decision


def _cast(stage: Stage, decision: Decision, cast: Cast) -> None:
    """Ballots come in one after the other, in the evenings."""
    assert decision.opened_at is not None
    for choice in Choice:
        for count, voter in enumerate(getattr(cast, choice.value), 1):
            at = decision.opened_at + timedelta(days=count // 2, hours=8 + count % 3, minutes=count * 13)
            cast_ballot(stage.session, stage.actors[voter], decision, choice, now=at)


def _count(stage: Stage, decision: Decision) -> None:
    """Nobody needs to press anything: the worker counts after the deadline."""
    assert decision.closes_at is not None
    closing.close(stage.session, ANONYMOUS, decision, now=decision.closes_at + timedelta(minutes=1))
