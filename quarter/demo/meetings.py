"""Three meetings: one held and sealed, one running just now, one to come."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col, select

from quarter.actions.domain import ActionState, Location, PhotoMoment
from quarter.actions.models import Action
from quarter.decisions.domain import BenchVotes, Method
from quarter.decisions.models import Decision
from quarter.decisions.service import proposals
from quarter.demo.agreements import keep_photo, progress, say
from quarter.demo.snapshots import draw_entrance
from quarter.demo.stage import Stage
from quarter.foundation.documents import name_for, read_document
from quarter.groups.domain import BenchKey
from quarter.groups.models import Seat
from quarter.meetings.domain import ItemKind, Reply
from quarter.meetings.models import AgendaItem, Guest, InvitationLetter, Meeting, Speech
from quarter.meetings.queries.carry_over import list_not_reached
from quarter.meetings.service import course
from quarter.meetings.service.agenda import add_item, add_topic, move_item
from quarter.meetings.service.attachments import attach
from quarter.meetings.service.breaks import begin_break, end_break
from quarter.meetings.service.carry_over import carry_over
from quarter.meetings.service.conflicts import note_conflict
from quarter.meetings.service.corrections import add_correction
from quarter.meetings.service.course import arrive, begin_item, start
from quarter.meetings.service.guests import see_guest_off, welcome_guest
from quarter.meetings.service.invitations import invite
from quarter.meetings.service.notes import write_notes
from quarter.meetings.service.outcomes import agree_action, count_votes, put_question
from quarter.meetings.service.planning import schedule_series
from quarter.meetings.service.proposals import decline_proposal, propose_item
from quarter.meetings.service.replies import reply
from quarter.meetings.service.speaking import ask_to_speak, end_speech, give_floor
from quarter.minutes.service.approval import approve
from quarter.minutes.service.circulation import circulate
from quarter.minutes.service.sealing import seal
from quarter.minutes.service.signatures import sign
from quarter.minutes.service.translations import translate

PLACE = "Bürgertreff, Kanalstraße 4, großer Saal"
LINK = "https://treffen.demo.example/kanalviertel"
NOT_REACHED = ("Schaukasten am Markt: Wer hat den Schlüssel?", "Grillplatz am Kanal: Regeln für den Sommer")
FIRST = -35  # days from now
ENTRANCE = Location(words="Bürgertreff, Kanalstraße 4", latitude=53.5478, longitude=8.5902)
LAMPS = Location(words="Weg hinter Haus 12", latitude=53.5474, longitude=8.5909)
PLAY_STREET = Location(words="Schleusengasse, 80 Meter vor der Kita", latitude=53.5489, longitude=8.5936)
STANDS = Location(words="Haus 18, neben dem Eingang", latitude=53.5473, longitude=8.5931)
IN_ROOM = (
    "city",
    "demir",
    "hansen",
    "cooperative",
    "petersen",
    "albrecht",
    "initiative",
    "yildiz",
    "saleh",
    "secretary",
)

REPLIES = (
    ("demir", Reply.COMES, ""),
    ("petersen", Reply.COMES, ""),
    ("albrecht", Reply.CANNOT_COME, "Ich bin an dem Tag auf der Baustelle in der Hafenstraße."),
    ("yildiz", Reply.COMES, ""),
    ("saleh", Reply.COMES, "Ich bringe den Schlüssel für den großen Saal mit."),
    ("secretary", Reply.COMES, ""),
)

CORRECTION = "Berichtigung: Der zweite Handlauf ist für Kinder und für Rollstühle"
PROPOSALS = (
    ("resident", "Bänke mit Lehne am Kanalweg", (
        "Meine Mutter kann ohne Lehne nicht wieder aufstehen. Ich wünsche mir, dass der Arbeitskreis zwei Stellen "
        "aussucht und die Stadt um einen Preis bittet."
    ), "de", 10),
    ("saleh", "درس سباحة للأطفال في الحي", (
        "يسكن هنا أطفال كثيرون قرب القناة ولا يعرفون السباحة. أقترح أن ندعو نادي السباحة إلى أحد الاجتماعات."
    ), "ar", 15),
)  # fmt: skip

QUESTION_20 = (
    "Der Arbeitskreis empfiehlt, in der Schleusengasse zwischen Kanalstraße und Uferstraße Tempo 20 anzuordnen."
)
QUESTION_RAMP = (
    "Der Bauverein Kanal eG baut am Eingang des Bürgertreffs eine Rampe mit höchstens sechs Prozent Steigung. Die "
    "Stadt passt den Gehweg an."
)
QUESTION_RAMP_AR = (
    "يبني «باوفراين كانال» عند مدخل ملتقى السكان منحدرًا لا يزيد ميله على ستة في المئة، وتكيّف المدينة الرصيف معه."
)
QUESTION_PLAY_STREET = (
    "Der Arbeitskreis empfiehlt, die Schleusengasse auf 80 Metern vor der Kita als Spielstraße einzurichten. "
    "Lieferverkehr bleibt bis 10 Uhr frei."
)


def hold_first_meeting(stage: Stage) -> None:
    """Held five weeks ago: one question fails in one bench, one carries; two actions; minutes sealed."""
    begins = stage.at(FIRST, 18)
    meeting, items = _plan(stage, begins, planned=stage.at(-56, 11), topics=("street", "ramp"))
    for title in NOT_REACHED:
        add_item(
            stage.session, stage.actors["moderator"], meeting, title=title, minutes_planned=10, now=stage.at(-50, 9)
        )
    _run(stage, meeting, begins)
    opening, street, ramp, closing = items
    _attach(stage, meeting, ramp, draw_entrance(has_ramp=True), "Skizze der Rampe.png", begins - timedelta(days=4))
    _talk(stage, meeting, opening, begins, 2, "Samira Haddad begrüßt alle. Die Einladung ging rechtzeitig zu.")
    _talk(stage, meeting, street, begins, 12, (
        "Jonas Brandt berichtet von zwei Unfällen vor der Kita und bittet um Tempo 20. Thomas Lindner sagt, dass "
        "die Straßenverkehrsbehörde dafür keine Rechtsgrundlage sieht, solange die Gasse Erschließungsstraße ist. "
        "Fatma Yıldız fragt nach einer Spielstraße; die Stadt prüft das bis zur nächsten Sitzung."
    ))  # fmt: skip
    guest = welcome_guest(
        stage.session, stage.actors["secretary"], meeting, name="Katrin Ohlsen", organisation="Kita Kanalzwerge",
        now=begins + timedelta(minutes=10),
    )  # fmt: skip
    _decide(stage, meeting, street, "Tempo 20 in der Schleusengasse", QUESTION_20, begins + timedelta(minutes=35), {
        BenchKey.CITY: (0, 2, 1), BenchKey.COOPERATIVES: (2, 1, 0), BenchKey.RESIDENTS: (3, 0, 0),
    }, mover="initiative")  # fmt: skip
    see_guest_off(stage.session, stage.actors["secretary"], meeting, guest, now=begins + timedelta(minutes=42))
    _talk(stage, meeting, ramp, begins, 45, (
        "Renate Voss stellt eine Skizze für die Rampe vor. Ahmad Saleh bittet um einen zweiten Handlauf für Kinder; "
        "der Bauverein nimmt das auf."
    ))  # fmt: skip
    carried = _decide(
        stage, meeting, ramp, "Rampe am Bürgertreff", QUESTION_RAMP, begins + timedelta(minutes=60),
        {BenchKey.CITY: (3, 0, 0), BenchKey.COOPERATIVES: (2, 0, 1), BenchKey.RESIDENTS: (3, 0, 0)},
    )  # fmt: skip
    built = _agree(stage, meeting, ramp, carried, "Rampe am Bürgertreff bauen", "canal", "cooperative", stage.day(-6),
                   ENTRANCE)  # fmt: skip
    _pause(stage, meeting, begins, 70, 78)
    _talk(stage, meeting, closing, begins, 80, (
        "Mira Kaya fragt nach den dunklen Lampen hinter Haus 12. Die Stadt hat die Reparatur des Kabels beauftragt. "
        "Der Bürgertreff lädt am ersten Sonntag im Monat zum Frühstück ein."
    ))  # fmt: skip
    lamps = _agree(stage, meeting, closing, None, "Lampen hinter Haus 12 reparieren", "green", "city", stage.day(-9),
                   LAMPS)  # fmt: skip
    course.end(stage.session, stage.actors["moderator"], meeting, now=begins + timedelta(minutes=95))
    _seal(stage, meeting, begins)
    translate(
        stage.session, stage.actors["saleh"], meeting, QUESTION_RAMP, text=QUESTION_RAMP_AR, lang="ar",
        now=begins + timedelta(days=18),
    )  # fmt: skip
    steps = keep_photo(stage, draw_entrance(has_ramp=False), PhotoMoment.BEFORE,
                       "Drei Stufen führen zur Tür, ohne Geländer.")  # fmt: skip
    ramp_now = keep_photo(stage, draw_entrance(has_ramp=True), PhotoMoment.NOW,
                          "Links neben den Stufen führt eine Rampe mit zwei Handläufen zur Tür.")  # fmt: skip
    progress(stage, built, "cooperative", ActionState.IN_PROGRESS, 21, "Das Fundament ist gegossen.", steps)
    progress(stage, built, "cooperative", ActionState.DONE, 8, "Die Rampe ist fertig und offen. Danke für die Geduld!",
             ramp_now)  # fmt: skip
    say(stage, built, 4, is_done=("saleh", "yildiz", "resident"))
    progress(stage, lamps, "city", ActionState.IN_PROGRESS, 14,
             "Das Kabel ist bestellt, die Lieferung verzögert sich.")  # fmt: skip


def open_second_meeting(stage: Stage) -> None:
    """Running since 40 minutes: the reworded question about the street waits to be counted."""
    begins = stage.minutes_ago(40)
    meeting, items = _plan(stage, begins, planned=stage.at(-20, 11), topics=("street", "ramp"))
    left = list_not_reached(stage.session, meeting)
    carry_over(stage.session, stage.actors["moderator"], meeting, [left[0].id], now=stage.at(-20, 11, 30))
    _run(stage, meeting, begins, late={"hansen": 20}, missing=("albrecht",))
    opening, street, ramp, closing = items
    _attach(stage, meeting, ramp, draw_entrance(has_ramp=False), "Der Eingang vor dem Umbau.png",
            begins - timedelta(days=2))  # fmt: skip
    _talk(stage, meeting, opening, begins, 1, "Samira Haddad begrüßt alle, besonders die neuen Gesichter.")
    _talk(stage, meeting, _standing(stage, meeting, ItemKind.ACTIONS), begins, 4, (
        "Die Lampen hinter Haus 12 sind überfällig: Das Kabel kommt erst nächste Woche. Alle anderen liegen im Plan."
    ))  # fmt: skip
    _talk(stage, meeting, ramp, begins, 8, "Die Rampe ist fertig, alle danken dem Bauverein. Das Thema ist fertig.")
    _agree(stage, meeting, closing, None, "Fahrradbügel vor Haus 18 aufstellen", "lock", "petersen", stage.day(24),
           STANDS, at=begins + timedelta(minutes=15))  # fmt: skip
    _talk(stage, meeting, street, begins, 18, (
        "Die Initiative Kanalkinder stellt die Spielstraße vor. Das Amt hält 80 Meter für genehmigungsfähig, wenn "
        "der Lieferverkehr bis 10 Uhr frei bleibt."
    ))  # fmt: skip
    _agree(stage, meeting, street, None, "Genehmigung der Spielstraße vorbereiten", "green", "city", stage.day(53),
           PLAY_STREET, at=begins + timedelta(minutes=30))  # fmt: skip
    guest = welcome_guest(
        stage.session, stage.actors["secretary"], meeting, name="Katrin Ohlsen", organisation="Kita Kanalzwerge",
        now=begins + timedelta(minutes=5),
    )  # fmt: skip
    petersen = stage.actors["petersen"].seats[0].seat_id  # his cooperative bids for the bicycle stands
    note_conflict(
        stage.session, stage.actors["secretary"], meeting, closing, petersen, now=begins + timedelta(minutes=14)
    )
    failed = stage.session.exec(select(Decision).where(Decision.topic_id == stage.topics["street"].id)).first()
    assert failed is not None
    proposals.propose(
        stage.session, stage.actors["moderator"], stage.group, title="Spielstraße vor der Kita",
        question=QUESTION_PLAY_STREET, lang="de", method=Method.ROOM, topic_id=stage.topics["street"].id,
        agenda_item_id=street.id, reworded_from=failed, now=begins + timedelta(minutes=34),
    )  # fmt: skip
    _let_speak(stage, meeting, begins, guest)


def plan_third_meeting(stage: Stage) -> None:
    """Three weeks ahead, with an agenda to be filled; what is not done yet comes back."""
    meeting, _ = _plan(stage, stage.at(22, 18), planned=stage.at(-3, 11), topics=("street",), link=LINK)
    at = stage.at(-2, 10, 42)
    add_topic(stage.session, stage.actors["moderator"], meeting, stage.topics["waste"], now=at)
    ramp = stage.session.exec(select(AgendaItem).where(AgendaItem.topic_id == stage.topics["ramp"].id)).first()
    assert ramp is not None  # of the first meeting, whose minutes are sealed
    add_correction(stage.session, stage.actors["moderator"], meeting, ramp, title=CORRECTION, lang="de", now=at)
    money = add_item(
        stage.session, stage.actors["moderator"], meeting, title="Verfügungsfonds im nächsten Jahr",
        minutes_planned=5, now=at,
    )  # fmt: skip
    for title, minutes, is_public in (("Was aus diesem Jahr übrig ist", 10, True),
                                      ("Angebote für die Bänke am Kanal", 15, False)):  # fmt: skip
        add_item(
            stage.session, stage.actors["moderator"], meeting, title=title, minutes_planned=minutes,
            is_public=is_public, parent=money, now=at,
        )  # fmt: skip
    _propose(stage)
    for name, says, note in REPLIES:
        actor = stage.actors[name]
        seat = stage.session.get_one(Seat, actor.seats[0].seat_id)
        reply(stage.session, actor, meeting, seat, says=says, note=note, now=stage.at(-1, 9))


def _attach(stage: Stage, meeting: Meeting, item: AgendaItem, content: bytes, name: str, now: datetime) -> None:
    """A drawing that lies beside an item, where files can be kept."""
    if stage.storage is None:
        return
    document = read_document(content)
    key = stage.storage.put(document.content, document.suffix)
    attach(
        stage.session, stage.actors["secretary"], meeting, item, file=key,
        name=name_for(name, document.suffix), suffix=document.suffix, size=len(document.content),
        sha256=document.sha256, now=now,
    )  # fmt: skip


def _plan(
    stage: Stage, begins: datetime, *, planned: datetime, topics: tuple[str, ...], link: str = ""
) -> tuple[Meeting, list[AgendaItem]]:
    session, moderator = stage.session, stage.actors["moderator"]
    [meeting] = schedule_series(
        session, moderator, stage.group, [begins], place=PLACE, link=link, lang="de", now=planned
    )
    items = {item.kind: item for item in session.exec(select(AgendaItem).where(AgendaItem.meeting_id == meeting.id))}
    matters = [
        add_topic(session, moderator, meeting, stage.topics[topic], minutes_planned=30, now=planned) for topic in topics
    ]
    for _ in topics:  # the residents ask when all else is said
        move_item(session, moderator, meeting, items[ItemKind.QUESTIONS], up=False, now=planned)
    invite(session, moderator, meeting, now=planned + timedelta(days=1))
    of_meeting = col(InvitationLetter.meeting_id) == meeting.id
    session.execute(sa.update(InvitationLetter).where(of_meeting).values(handed_over_at=planned + timedelta(days=1)))
    return meeting, [items[ItemKind.OPENING], *matters, items[ItemKind.QUESTIONS]]


def _propose(stage: Stage) -> None:
    """Two proposals wait for the moderator, an earlier one was declined."""
    for days, (name, title, reason, lang, minutes) in enumerate(PROPOSALS, 1):
        propose_item(
            stage.session, stage.actors[name], stage.group, title=title, reason=reason, lang=lang,
            minutes_wished=minutes, now=stage.at(-days - 1, 19, 20),
        )  # fmt: skip
    earlier = propose_item(
        stage.session, stage.actors["resident"], stage.group, title="Feuerwerk zum Kanalfest", lang="de",
        reason="Das wäre ein schöner Abschluss für alle.", minutes_wished=10, now=stage.at(-16, 20, 5),
    )  # fmt: skip
    decline_proposal(
        stage.session, stage.actors["moderator"], earlier, lang="de", now=stage.at(-14, 10, 15),
        answer="Über Feuerwerk entscheidet das Ordnungsamt. Bitte stellen Sie den Antrag dort, acht Wochen vorher.",
    )  # fmt: skip


def _standing(stage: Stage, meeting: Meeting, kind: ItemKind) -> AgendaItem:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.kind == kind)
    return stage.session.exec(query).one()


def _run(
    stage: Stage,
    meeting: Meeting,
    begins: datetime,
    *,
    late: dict[str, int] | None = None,
    missing: tuple[str, ...] = (),
) -> None:
    """Open the meeting; people come in, some of them late."""
    start(stage.session, stage.actors["moderator"], meeting, now=begins)
    for name in IN_ROOM:
        if name not in missing:
            comes = begins + timedelta(minutes=(late or {}).get(name, 0))
            seat = stage.session.get_one(Seat, stage.actors[name].seats[0].seat_id)
            arrive(stage.session, stage.actors["secretary"], meeting, seat, now=comes)


def _pause(stage: Stage, meeting: Meeting, begins: datetime, begin: int, end: int) -> None:
    for deed, minutes in ((begin_break, begin), (end_break, end)):
        deed(stage.session, stage.actors["secretary"], meeting, now=begins + timedelta(minutes=minutes))


def _let_speak(stage: Stage, meeting: Meeting, begins: datetime, guest: Guest) -> None:
    """The guest has the floor; two wait, of whom the second has spoken already."""
    session, secretary = stage.session, stage.actors["secretary"]
    initiative, saleh = (stage.actors[name].seats[0].seat_id for name in ("initiative", "saleh"))

    def ask(minutes: int, **speaker: int) -> Speech:
        ask_to_speak(session, secretary, meeting, **speaker, now=begins + timedelta(minutes=minutes))
        return session.exec(select(Speech).order_by(col(Speech.id).desc()).limit(1)).one()

    first = ask(20, seat_id=initiative)
    give_floor(session, secretary, meeting, first, now=begins + timedelta(minutes=20))
    end_speech(session, secretary, meeting, first, now=begins + timedelta(minutes=24))
    second = ask(35, guest_id=guest.id)
    ask(36, seat_id=initiative)
    give_floor(session, secretary, meeting, second, now=begins + timedelta(minutes=37))
    ask(38, seat_id=saleh)


def _talk(stage: Stage, meeting: Meeting, item: AgendaItem, begins: datetime, minutes: int, notes: str) -> None:
    at, secretary = begins + timedelta(minutes=minutes), stage.actors["secretary"]
    begin_item(stage.session, secretary, meeting, item, now=at)
    write_notes(stage.session, secretary, meeting, item, notes, expected=item.version, now=at)


def _decide(
    stage: Stage, meeting: Meeting, item: AgendaItem, title: str, question: str, at: datetime,
    hands: dict[BenchKey, tuple[int, int, int]], mover: str = "",
) -> Decision:  # fmt: skip
    moderator = stage.actors["moderator"]
    decision = put_question(
        stage.session, moderator, meeting, item, title=title, question=question, lang="de",
        mover_id=stage.actors[mover].seats[0].seat_id if mover else None, now=at,
    )  # fmt: skip
    votes = [BenchVotes(bench, sum(cast), sum(cast), *cast) for bench, cast in hands.items()]
    count_votes(stage.session, moderator, decision, votes, now=at + timedelta(minutes=5))
    return decision


def _agree(
    stage: Stage, meeting: Meeting, item: AgendaItem, decision: Decision | None, title: str, owner: str, person: str,
    due_on: date, place: Location, at: datetime | None = None,
) -> Action:  # fmt: skip
    return agree_action(
        stage.session, stage.actors["secretary"], meeting, item, title=title, text="", lang="de",
        organisation_id=stage.organisations[owner], person_id=stage.actors[person].person_id, due_on=due_on,
        decision_id=decision.id if decision else None, place=place,
        now=at or stage.at(FIRST, 18) + timedelta(minutes=70),
    )  # fmt: skip


def _seal(stage: Stage, meeting: Meeting, begins: datetime) -> None:
    session = stage.session
    circulate(session, stage.actors["secretary"], meeting, now=begins + timedelta(days=3))
    approve(session, stage.actors["moderator"], meeting, now=begins + timedelta(days=17))
    for name, minutes in (("secretary", 5), ("moderator", 15)):
        sign(session, stage.actors[name], meeting, now=begins + timedelta(days=17, minutes=minutes))
    seal(session, stage.actors["moderator"], meeting, now=begins + timedelta(days=17, minutes=20))
