"""What stands before the text: which document this is, how far it has come, and how the group was counted."""

from collections.abc import Iterator
from datetime import datetime

from quarter.decisions.domain import BenchVotes, Choice, Result
from quarter.foundation.actors import Role
from quarter.foundation.multilingual import own_name
from quarter.groups.domain import BenchKey
from quarter.minutes.document import FORMAT, SeatedPerson
from quarter.minutes.domain import MinutesState
from quarter.minutes.exports.akoma_ntoso.names import three_letters
from quarter.minutes.exports.akoma_ntoso.nodes import Element, node, own_node
from quarter.minutes.exports.akoma_ntoso.paper import Paper

# Who takes each step of minutes.
_STEPS = {
    MinutesState.CIRCULATED: ("circulated_at", Role.SECRETARY),
    MinutesState.APPROVED: ("approved_at", Role.MODERATOR),
    MinutesState.SEALED: ("sealed_at", Role.MODERATOR),
}


def meta(paper: Paper) -> Element:
    """The metadata; made last, since it lists what the text has spoken of."""
    group = paper.group
    parts = [
        _identification(paper),
        node("lifecycle", node("eventRef", date=paper.names.held_on.isoformat(), source=group, type="generation",
                               refersTo=paper.meeting), source=group),
        _workflow(paper),
        node("analysis", node("parliamentary", *_counted(paper)), source=group),
        _proprietary(paper),
    ]  # fmt: skip
    parts.insert(-1, node("references", *paper.references.listed(), source=group))
    return node("meta", *parts)


def _identification(paper: Paper) -> Element:
    names, minutes = paper.names, paper.minutes
    is_authoritative = paper.status.state in (MinutesState.APPROVED, MinutesState.SEALED)
    languages = [paper.words.language, *sorted({written.lang for written in paper.written()})]
    return node(
        "identification",
        _frbr("Work", names.work, names.held_on.isoformat(), "meeting", paper.group,
            node("FRBRcountry", value=names.country),
            node("FRBRsubtype", value="minutes"),
            node("FRBRnumber", value=minutes.number),
            node("FRBRname", value=paper.sheet.title),
        ),
        _frbr("Expression", names.expression, names.version_of.isoformat(), paper.status.state.value, paper.group,
            node("FRBRauthoritative", value=str(is_authoritative).lower()),
            node("FRBRmasterExpression", href=names.master, showAs=own_name(minutes.lang)) if names.master else None,
            *(node("FRBRlanguage", language=each) for each in dict.fromkeys(map(three_letters, languages))),
        ),
        _frbr("Manifestation", f"{names.expression}.akn", names.version_of.isoformat(), "file", paper.municipality,
            node("FRBRformat", value="application/akn+xml"),
        ),
        source=paper.group,
    )  # fmt: skip


def _frbr(level: str, address: str, day: str, what: str, author: str, *more: Element | None) -> Element:
    whole, dot, ending = address.partition(".akn")
    return node(
        f"FRBR{level}",
        node("FRBRthis", value=f"{whole}/!main{dot}{ending}"),
        node("FRBRuri", value=address),
        node("FRBRdate", date=day, name=what),
        node("FRBRauthor", href=author),
        *more,
    )


def _workflow(paper: Paper) -> Element | None:
    """The steps that the minutes have taken; a draft has taken none."""
    steps = [
        node("step", date=instant.isoformat(), by=paper.group, outcome=paper.state(state),
             **{"as": paper.references.to_role(role)})
        for state, (moment, role) in _STEPS.items()
        if (instant := getattr(paper.status, moment))
    ]  # fmt: skip
    return node("workflow", *steps, source=paper.group) if steps else None


def _counted(paper: Paper) -> Iterator[Element]:
    yield _quorum(paper)
    for number, (decision, anchor) in enumerate(zip(paper.minutes.decisions, paper.decisions, strict=True), 1):
        result = Result.from_dict(decision.result)
        outcome = paper.concept(result.outcome)
        votes = [vote for bench in result.votes for vote in _votes(paper, bench)]
        yield _numbered(
            node("voting", node("quorum", value=result.quorum.needed, refersTo=paper.concept("present")), *votes,
                 outcome=outcome, refersTo=anchor),
            f"voting_{number}",
        )  # fmt: skip


def _quorum(paper: Paper) -> Element:
    found = paper.minutes.quorum
    counts = [
        _count(paper, kind, bench.bench, value)
        for bench in found.benches
        for kind, value in (("present", bench.present), ("seats", bench.seats), ("needed", bench.needed))
    ]
    return _numbered(
        node("quorumVerification",
            node("quorum", value=found.needed, refersTo=paper.concept("present")),
            _count(paper, "present", None, found.present), _count(paper, "seats", None, found.seats), *counts,
            outcome=paper.concept("quorate" if found.is_met else "not_quorate"), refersTo=paper.meeting,
        ),
        "quorumVerification_1",
    )  # fmt: skip


def _votes(paper: Paper, bench: BenchVotes) -> Iterator[Element]:
    for kind, value in (
        (Choice.YES, bench.yes), (Choice.NO, bench.no), (Choice.ABSTAIN, bench.abstain),
        ("present", bench.present), ("seats", bench.seats),
    ):  # fmt: skip
        yield _count(paper, kind, bench.bench, value)


def _count(paper: Paper, kind: Choice | str, bench: BenchKey | None, value: int) -> Element:
    """A number: what was counted, and in which bench."""
    about = [paper.concept(kind), *([paper.references.to_bench(bench)] if bench else [])]
    return node("count", value=value, refersTo=" ".join(about))


def _numbered(analysis: Element, identifier: str) -> Element:
    analysis.set("eId", identifier)
    for number, count in enumerate(analysis, 1):
        count.set("eId", f"{identifier}__count_{number}")
    return analysis


def _proprietary(paper: Paper) -> Element:
    """What the standard has no words for: state and seal of the record, and who was in the room from when to when."""
    minutes, status = paper.minutes, paper.status
    kind = "seal" if status.sha256 else "checksum"
    seal = own_node(kind, paper.sheet.proof.sha256, algorithm="SHA-256", over="json")
    stays = [
        stay for anchor, seat in zip(paper.people, minutes.seats, strict=True) for stay in _stays(paper, anchor, seat)
    ]
    return node(
        "proprietary",
        own_node("record", seal, format=FORMAT, version=status.version, language=minutes.lang,
                 state=status.state.value, extent=minutes.extent.value, timezone=minutes.timezone),
        *stays,
        *(
            own_node("stay", person=anchor, **_span("arrived", each.arrived_at, "left", each.left_at))
            for anchor, guest in zip(paper.guests, minutes.guests, strict=True)
            for each in guest.presences
        ),
        *(own_node("break", **_span("begun", each.begun_at, "ended", each.ended_at)) for each in minutes.breaks),
        *(own_node("file", attachment=f"att_{number}", type=file.media_type, size=file.size, sha256=file.sha256)
          for number, (_item, file) in enumerate(minutes.all_files, 1)),
        source=paper.group,
    )  # fmt: skip


def _stays(paper: Paper, anchor: str, seat: SeatedPerson) -> Iterator[Element]:
    member = paper.member(seat.stands_in_for) if seat.stands_in_for else None
    for presence in seat.presences:
        yield own_node(
            "stay", person=anchor, role=paper.references.to_role(seat.role),
            **_span("arrived", presence.arrived_at, "left", presence.left_at), **{"for": member},
        )  # fmt: skip


def _span(begin: str, begun_at: datetime, end: str, ended_at: datetime | None) -> dict[str, str | None]:
    return {begin: begun_at.isoformat(), end: ended_at.isoformat() if ended_at else None}
