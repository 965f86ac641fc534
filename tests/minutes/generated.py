"""Minutes of any kind for property tests: every language, every role, any text, from an empty evening to a full one.

`minutes()` and `statuses(minutes)` are strategies; `a_long_evening(…)` is one plain record of a given size.
"""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from quarter.actions.domain import ActionState
from quarter.charters.domain import BenchRule, Majority, Quorum, find_quorum
from quarter.decisions.domain import BenchVotes, Rule, count
from quarter.foundation.actors import Role
from quarter.foundation.documents import MEDIA_TYPES
from quarter.foundation.multilingual import WRITTEN_LANGUAGES
from quarter.groups.domain import BenchKey
from quarter.meetings.domain import Convening, Held, ItemKind, LetterSent
from quarter.minutes.document import (
    ActionAgreed,
    ActionReported,
    AttachedFile,
    Correction,
    DecisionTaken,
    GuestPresent,
    Item,
    Minutes,
    Pause,
    Presence,
    RecordStatus,
    SeatedPerson,
    Written,
    seal_of,
)
from quarter.minutes.domain import Extent, MinutesState

BEGIN = datetime(2026, 11, 3, 17, tzinfo=UTC)
EVENING = 180  # minutes

# What has broken exporters elsewhere: markup, fields and formulas, every control character, both directions in
# one line, marks on marks, emoji of several characters, and white space of all kinds.
ODDITIES = (
    "<b>fett</b> & &amp; ]]> <!-- --> <?x?> {{ x }} {% x %}",
    "# eins\n- zwei\n> drei\n| vier | *fünf* `sechs` [sieben](https://acht.example)",
    '{ PAGE } {HYPERLINK "https://example.org"} =1+1 +49 -5 @x',
    "".join(chr(code) for code in range(32)) + "\x7f\x85\xa0",
    "links الروضة 12 و 13 rechts (شارع) links",
    "\u202erechts\u202c \u2066innen\u2069 \u200f\u200e\u200b\ufeff",
    "é ạ̈ Z̴̢a̵l̷g̶o̸ \u0301",
    "👨‍👩‍👧‍👦 🏳️‍🌈 😀 🇩🇪",
    "漢字 かな 한글 हिन्दी ไทย \ufffe \uffff \U0001fffe \U0010ffff \ue000",
    "  vorn   mitten    hinten  \n\n\n\n  \t neu\r\nzeile\u2028trenner\u2029absatz",
    "\\ \" ' \u201e\u201c % $ ~ ^ _",
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(ODDITIES)
NAME = TEXT.filter(lambda text: bool(text.strip()))
ANYBODY = st.just("") | NAME  # or nobody was named
LANGUAGE = st.sampled_from(WRITTEN_LANGUAGES)
NUMBER = st.builds("{}/{:02}-{}".format, st.integers(2020, 2030), st.integers(1, 12), st.integers(1, 99))
INSTANT = st.integers(0, EVENING).map(lambda minutes: BEGIN + timedelta(minutes=minutes))


def written(text: st.SearchStrategy[str] = TEXT) -> st.SearchStrategy[Written]:
    return st.builds(Written, text, LANGUAGE)


@st.composite
def presences(draw: st.DrawFn) -> tuple[Presence, ...]:
    """Stays one after another; only the last one may be open."""
    instants = sorted(draw(st.lists(INSTANT, max_size=5, unique=True)))
    left = [*instants[1::2], None]
    return tuple(Presence(arrived, left_at) for arrived, left_at in zip(instants[::2], left, strict=False))


@st.composite
def seats(draw: st.DrawFn) -> SeatedPerson:
    role = draw(st.sampled_from(Role))
    bench = draw(st.sampled_from(BenchKey)) if role in (Role.MEMBER, Role.SUBSTITUTE) else None
    stays = draw(presences())
    is_excused = not stays and draw(st.booleans())
    stands_in_for = draw(NAME) if role is Role.SUBSTITUTE else ""
    return SeatedPerson(bench, role, draw(NAME), draw(TEXT), stays, is_excused, stands_in_for)


@st.composite
def bench_votes(draw: st.DrawFn, bench: BenchKey) -> BenchVotes:
    """A count that can have happened: no more votes than people, no more people than seats."""
    yes, no, abstain, silent, absent = (draw(st.integers(0, 9)) for _ in range(5))
    present = yes + no + abstain + silent
    return BenchVotes(bench, present + absent, present, yes, no, abstain)


RULE = st.builds(
    Rule,
    st.builds(Quorum, st.integers(0, 100), st.integers(0, 2)),
    st.sampled_from(Majority),
    st.sampled_from(BenchRule),
)


@st.composite
def decisions(draw: st.DrawFn) -> DecisionTaken:
    votes = [draw(bench_votes(bench)) for bench in BenchKey]
    result = count(votes, draw(RULE)).as_dict()
    title, question, wording = draw(written(NAME)), draw(written(NAME)), draw(st.integers(1, 9))
    return DecisionTaken(draw(NUMBER), title, question, result, draw(ANYBODY), wording)


ACTION = st.builds(ActionAgreed, written(NAME), NAME, TEXT, st.dates(date(2026, 11, 4), date(2029, 12, 31)))


FILES = st.lists(
    st.builds(
        AttachedFile, NAME, st.sampled_from(sorted(MEDIA_TYPES.values())), st.integers(1, 10**7),
        st.text("0123456789abcdef", min_size=64, max_size=64), st.none() | st.integers(1, 99),
    ),
    max_size=2,
).map(tuple)  # fmt: skip


GUEST = st.builds(GuestPresent, NAME, TEXT, presences().filter(bool))


@st.composite
def breaks(draw: st.DrawFn) -> tuple[Pause, ...]:
    """One after another, as stays are."""
    return tuple(Pause(each.arrived_at, each.left_at) for each in draw(presences()))


CORRECTION = st.builds(
    Correction, st.integers(1, 999), st.dates(date(2020, 1, 1), date(2026, 11, 1)),
    st.sampled_from(["3", "12.1"]), written(NAME), st.booleans(),
)  # fmt: skip


REPORTED = st.builds(
    ActionReported, written(NAME), NAME, TEXT, st.dates(date(2026, 1, 1), date(2029, 12, 31)),
    st.sampled_from((ActionState.OPEN, ActionState.IN_PROGRESS)), st.booleans(), st.booleans(),
)  # fmt: skip


CONVENING = st.builds(
    Convening, st.none() | INSTANT, st.integers(0, 30), st.integers(0, 30),
    st.lists(st.builds(LetterSent, NAME, st.none() | INSTANT), max_size=3).map(tuple),
)  # fmt: skip


@st.composite
def items(draw: st.DrawFn, number: int) -> Item:
    return Item(
        number=number,
        title=draw(written(NAME)),
        topic=draw(st.none() | written(NAME)),
        notes=draw(written()),
        started_at=draw(st.none() | INSTANT),
        decisions=tuple(draw(st.lists(decisions(), max_size=2))),
        actions=tuple(draw(st.lists(ACTION, max_size=2))),
        chair=draw(ANYBODY),
        secretary=draw(ANYBODY),
        conflicts=tuple(draw(st.lists(NAME, max_size=2))),
        part=draw(st.integers(0, 3)),
        kind=draw(st.sampled_from(ItemKind)),
        is_public=draw(st.booleans()),
        files=draw(FILES),
        corrects=draw(st.none() | CORRECTION),
        carried_from=draw(st.none() | st.integers(1, 99)),
        approved=tuple(draw(st.lists(st.integers(1, 99), max_size=2))),
        reported=tuple(draw(st.lists(REPORTED, max_size=2))),
    )


@st.composite
def minutes(draw: st.DrawFn) -> Minutes:
    """The record of any meeting: one that never began, one that still runs, one that has ended."""
    opened_at = draw(st.none() | st.just(BEGIN))
    held = {bench: draw(st.integers(0, 5)) for bench in BenchKey}
    return Minutes(
        municipality=draw(NAME),
        timezone="Europe/Berlin",
        quarter=draw(NAME),
        group=draw(NAME),
        number=draw(st.integers(1, 999)),
        lang=draw(LANGUAGE),
        place=draw(NAME),
        planned_for=BEGIN,
        opened_at=opened_at,
        ended_at=draw(st.none() | st.just(BEGIN + timedelta(minutes=EVENING))) if opened_at else None,
        quorum_found_at=draw(st.none() | INSTANT) if opened_at else None,
        quorum=find_quorum(
            Quorum(draw(st.integers(0, 100)), draw(st.integers(0, 2))),
            held,
            {bench: draw(st.integers(0, seats)) for bench, seats in held.items()},
        ),
        seats=tuple(draw(st.lists(seats(), max_size=6))),
        items=tuple(draw(items(number + 1)) for number in range(draw(st.integers(0, 3)))),
        files=draw(FILES),
        chair=draw(ANYBODY),
        secretary=draw(ANYBODY),
        guests=tuple(draw(st.lists(GUEST, max_size=2, unique_by=lambda guest: (guest.name, guest.organisation)))),
        breaks=draw(breaks()),
        not_held_because=draw(st.just("") | TEXT),
        extent=draw(st.sampled_from(Extent)),
        is_excerpt=draw(st.booleans()),
        held=draw(st.none() | st.sampled_from(Held)),
        convening=draw(st.none() | CONVENING),
    )


def statuses(minutes: Minutes) -> st.SearchStrategy[RecordStatus]:
    """Where `minutes` may stand, with the dates and the seal that belong to it."""
    circulated, approved, sealed = (BEGIN + timedelta(days=days) for days in (2, 28, 29))
    return st.sampled_from(
        (
            RecordStatus(),
            RecordStatus(MinutesState.CIRCULATED, circulated),
            RecordStatus(MinutesState.APPROVED, circulated, approved),
            RecordStatus(MinutesState.SEALED, circulated, approved, sealed, seal_of(minutes.to_json())),
        )
    )


def a_long_evening(items: int = 20, people: int = 40, votes: int = 15) -> Minutes:
    """Minutes of a given size, always the same, for what is measured: two paragraphs of notes under each item."""
    benches = tuple(BenchKey)
    sentence = "Die Initiative stellt Variante B vor, das Ordnungsamt hält achtzig Meter für möglich. "
    taken = count([BenchVotes(bench, 14, 12, 8, 3, 1) for bench in benches], _USUAL).as_dict()
    return Minutes(
        municipality="Stadt Beispielhafen", timezone="Europe/Berlin", quarter="Kanalviertel",
        group="Arbeitskreis Kanalviertel", number=7, lang="de", place="Stadtteilbüro, Kanalstraße 5",
        planned_for=BEGIN, opened_at=BEGIN, ended_at=BEGIN + timedelta(minutes=EVENING), quorum_found_at=BEGIN,
        quorum=find_quorum(_USUAL.quorum, dict.fromkeys(benches, 14), dict.fromkeys(benches, 12)),
        seats=tuple(
            SeatedPerson(
                benches[seat % 3], Role.MEMBER, f"Vorname Nachname {seat}", f"Organisation {seat % 12}",
                (Presence(BEGIN + timedelta(minutes=seat % 9), None),),
            )
            for seat in range(people)
        ),
        items=tuple(
            Item(
                number, Written(f"Punkt {number}: sichere Wege zur Kita", "de"), None,
                Written(f"{sentence * 4}\n\n{sentence * 3}", "de"), BEGIN + timedelta(minutes=number % EVENING),
                tuple(
                    DecisionTaken(f"2026/07-{vote}", Written(f"Beschluss {vote}", "de"), Written(sentence, "de"), taken)
                    for vote in range(number, votes + 1, items)
                ),
                (ActionAgreed(Written("Genehmigung vorbereiten", "de"), "Ordnungsamt", "Weber", date(2027, 1, 15)),),
            )
            for number in range(1, items + 1)
        ),
    )  # fmt: skip


_USUAL = Rule(Quorum(50, 1), Majority.SIMPLE, BenchRule.EACH_IN_FAVOUR)
