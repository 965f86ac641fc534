"""One meeting's minutes as tests need them: German record, an Arabic motion, text that tries to be markup."""

from dataclasses import replace
from datetime import UTC, date, datetime

from quarter.charters.domain import BenchRule, Majority, Quorum, find_quorum
from quarter.decisions.domain import BenchVotes, Rule, count
from quarter.foundation.actors import Role
from quarter.groups.domain import BenchKey
from quarter.minutes.document import (
    ActionAgreed,
    AttachedFile,
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
from quarter.minutes.domain import MinutesState

HOSTILE = '#panic() *x* <script>alert(1)</script> $ \\ _y_ [z](w) "q" @cite // % ~'
RULE = Rule(Quorum(50, 1), Majority.SIMPLE, BenchRule.EACH_IN_FAVOUR)


def at(hour: int, minute: int = 0) -> datetime:
    """A time on the evening of the meeting, 3 November 2026, on the clock in Berlin."""
    return datetime(2026, 11, 3, hour - 1, minute, tzinfo=UTC)


def seated(bench: BenchKey | None, role: Role, name: str, organisation: str, *presences: Presence) -> SeatedPerson:
    return SeatedPerson(bench, role, name, organisation, presences)


def decision(number: str, title: Written, question: Written, *votes: BenchVotes) -> DecisionTaken:
    return DecisionTaken(number, title, question, count(votes, RULE).as_dict())


NOT_CARRIED = decision(
    "2026/07-1",
    Written("Tempo 20 in der Schleusengasse", "de"),
    Written("Soll in der Schleusengasse Tempo 20 gelten?", "de"),
    BenchVotes(BenchKey.CITY, 2, 2, yes=0, no=2),
    BenchVotes(BenchKey.COOPERATIVES, 2, 1, yes=1),
    BenchVotes(BenchKey.RESIDENTS, 3, 3, yes=3),
)
CARRIED = replace(
    decision(
        "2026/07-2",
        Written("شارع للعب أمام الروضة", "ar"),
        Written("هل تُخصَّص ثمانون مترًا أمام الروضة شارعًا للعب؟", "ar"),
        BenchVotes(BenchKey.CITY, 2, 2, yes=2),
        BenchVotes(BenchKey.COOPERATIVES, 2, 1, yes=1),
        BenchVotes(BenchKey.RESIDENTS, 3, 3, yes=2, abstain=1),
    ),
    moved_by="ليلى حداد",
    wording=2,
)
ACTION = ActionAgreed(
    Written("Genehmigung für die Spielstraße vorbereiten", "de"),
    "Ordnungsamt",
    "Klaus Weber",
    date(2027, 1, 15),
)
SEATS = (
    seated(BenchKey.CITY, Role.MEMBER, "Klaus Weber", "Ordnungsamt", Presence(at(18), None)),
    seated(BenchKey.CITY, Role.MEMBER, "Ines Krüger", "Grünflächenamt", Presence(at(18, 20), None)),
    seated(BenchKey.COOPERATIVES, Role.MEMBER, "Ayşe Yılmaz", "Bauverein Kanal eG", Presence(at(18), at(19, 40))),
    seated(BenchKey.COOPERATIVES, Role.MEMBER, "Peter Groß", "Wohnhof eG"),
    seated(BenchKey.RESIDENTS, Role.MEMBER, "ليلى حداد", "Initiative Kanalkinder", Presence(at(18), None)),
    seated(None, Role.MODERATOR, "Mona Faber", "", Presence(at(18), None)),
    seated(None, Role.SECRETARY, "Sven Otto", "", Presence(at(18), None)),
)
PLAN = AttachedFile("Lageplan Schleusengasse (Variante B).pdf", "application/pdf", 214_300, "5e1a" * 16)
LETTER = AttachedFile("رسالة الروضة.odt", "application/vnd.oasis.opendocument.text", 18_000, "0b7c" * 16)
ITEMS = (
    Item(1, Written("Eröffnung, Beschlussfähigkeit", "de"), None, Written("", "de"), at(18, 2), (), ()),
    Item(
        2,
        Written("Sichere Wege zur Kita", "de"),
        Written("Sichere Wege zur Kita", "de"),
        Written("Die Initiative stellt Variante B vor.\n\nDas Ordnungsamt hält 80 Meter für möglich.", "de"),
        at(18, 15),
        (NOT_CARRIED, CARRIED),
        (ACTION,),
        files=(PLAN,),
        chair="Klaus Weber",
        conflicts=("Ines Krüger",),
    ),
    Item(3, Written("Verschiedenes " + HOSTILE, "de"), None, Written(HOSTILE + " 😀", "de"), at(19, 30), (), ()),
)
MINUTES = Minutes(
    municipality="Stadt Beispielhafen",
    timezone="Europe/Berlin",
    quarter="Kanalviertel",
    group="Arbeitskreis Kanalviertel",
    number=7,
    lang="de",
    place="Stadtteilbüro, Kanalstraße 5",
    planned_for=at(18),
    opened_at=at(18),
    ended_at=at(20, 5),
    quorum_found_at=at(18, 2),
    quorum=find_quorum(
        Quorum(50, 1),
        {BenchKey.CITY: 2, BenchKey.COOPERATIVES: 2, BenchKey.RESIDENTS: 1},
        {BenchKey.CITY: 1, BenchKey.COOPERATIVES: 1, BenchKey.RESIDENTS: 1},
    ),
    seats=SEATS,
    items=ITEMS,
    files=(LETTER,),
    guests=(GuestPresent("Eva Lang", "Hafenanzeiger", (Presence(at(18, 30), at(19)), Presence(at(19, 10), None))),),
    breaks=(Pause(at(19), at(19, 10)),),
)
DRAFT = RecordStatus()
SEALED = RecordStatus(
    MinutesState.SEALED,
    circulated_at=datetime(2026, 11, 5, 9, tzinfo=UTC),
    approved_at=datetime(2026, 12, 1, 17, 10, tzinfo=UTC),
    sealed_at=datetime(2026, 12, 2, 8, tzinfo=UTC),
    sha256=seal_of(MINUTES.to_json()),
    version=4,
)
