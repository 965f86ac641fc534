"""What was agreed between the meetings, how it goes, and what the neighbours say of it."""

from datetime import timedelta

from quarter.actions import service as actions
from quarter.actions.domain import NOWHERE, ActionState, Location, PhotoMoment, ProgressPhoto
from quarter.actions.models import Action
from quarter.decisions.models import Decision
from quarter.demo.snapshots import draw_sandpit
from quarter.demo.stage import Stage
from quarter.demo.votes import Results
from quarter.foundation.clock import local_date
from quarter.foundation.pictures import read_picture

NURSERY = Location(words="Schleusengasse, vor der Kita Kanalkinder", latitude=53.5492, longitude=8.5931)
SANDPIT = Location(words="Spielplatz Nord, am Sandkasten", latitude=53.5501, longitude=8.5915)
CHESTNUTS = Location(words="Spielplatz Nord, unter den Kastanien", latitude=53.5505, longitude=8.5921)
STAIRS = Location(words="Treppenhaus in Haus 24", latitude=53.5489, longitude=8.5952)
BINS = Location(words="Müllplatz hinter Haus 7", latitude=53.5468, longitude=8.5921)
BEHIND_BINS = Location(words="Müllplatz hinter Haus 7, an der Mauer", latitude=53.5465, longitude=8.5925)
BEFORE_BINS = Location(words="Müllplatz hinter Haus 7, Zufahrt", latitude=53.5471, longitude=8.5917)


def agree_between_meetings(stage: Stage, results: Results) -> None:
    """In the order in which it was agreed, which gives the numbers."""
    _watch_the_street(stage)
    _give_shade(stage, results.shade)
    _light_the_stairs(stage)
    _clear_the_bins(stage, results.waste)


def progress(
    stage: Stage, action: Action, who: str, state: ActionState, days_ago: int, text: str,
    photo: ProgressPhoto | None = None,
) -> None:  # fmt: skip
    """A report on an action by somebody of its organisation."""
    at = stage.at_work(-days_ago, 9 + action.id * 5 % 9, (action.id * 23 + days_ago) % 60)
    actions.report_progress(
        stage.session, stage.actors[who], action, text=text, lang="de", state=state, photo=photo, now=at,
        today=local_date(at, stage.zone.key),
    )  # fmt: skip


def keep_photo(stage: Stage, content: bytes, shows: PhotoMoment, description: str) -> ProgressPhoto | None:
    """A drawing as the photo of a report, where pictures can be kept."""
    if stage.storage is None:
        return None
    picture = read_picture(content)
    key = stage.storage.put(picture.content, "webp")
    return ProgressPhoto(key=key, width=picture.width, height=picture.height, description=description, shows=shows)


def say(
    stage: Stage, action: Action, days_ago: int, *, is_done: tuple[str, ...] = (), not_yet: tuple[str, ...] = ()
) -> None:
    """Those who raised the matter say whether it is really done."""
    for count, neighbour in enumerate((*is_done, *not_yet)):
        actions.confirm(
            stage.session, stage.actors[neighbour], action, is_done=neighbour in is_done,
            now=stage.at(-days_ago, 12, action.id * 13 % 60) + timedelta(minutes=107 * count),
        )  # fmt: skip


def _watch_the_street(stage: Stage) -> None:
    board = _agree(
        stage, "Tafel mit Geschwindigkeitsanzeige vor der Kita aufhängen", "green", "hansen", agreed=-33, due=-3,
        topic="street", place=NURSERY,
        text="Sie zeigt, wie schnell man fährt, und zählt die Autos für die Beratung mit.",
    )  # fmt: skip
    progress(stage, board, "hansen", ActionState.IN_PROGRESS, 8,
             "Die Tafel ist noch in einem anderen Viertel im Einsatz. Wir holen sie nächste Woche.")  # fmt: skip


def _give_shade(stage: Stage, decision: Decision) -> None:
    benches = _agree(
        stage, "Zwei Bänke unter die Kastanien versetzen", "lock", "petersen", agreed=-28, due=-12, topic="shade",
        decision=decision, place=CHESTNUTS,
    )  # fmt: skip
    sail = _agree(
        stage, "Sonnensegel über dem Sandkasten spannen", "green", "hansen", agreed=-28, due=-6, topic="shade",
        decision=decision, place=SANDPIT,
        text="Vier Pfosten, ein Segel von sechs mal sechs Metern, im Winter abnehmbar.",
    )  # fmt: skip
    sunny = keep_photo(stage, draw_sandpit(has_sail=False), PhotoMoment.BEFORE,
                       "Der Sandkasten liegt in der prallen Sonne.")  # fmt: skip
    shady = keep_photo(stage, draw_sandpit(has_sail=True), PhotoMoment.NOW,
                       "Ein helles Segel auf vier Pfosten hält den Sandkasten im Schatten.")  # fmt: skip
    progress(stage, sail, "hansen", ActionState.IN_PROGRESS, 19, "Die Pfosten stehen, der Beton muss aushärten.", sunny)
    progress(stage, benches, "petersen", ActionState.DONE, 15, "Beide Bänke stehen und sind frisch gestrichen.")
    progress(stage, sail, "hansen", ActionState.DONE, 9, "Das Segel hängt. Bei Sturm nimmt unser Team es ab.",
             shady)  # fmt: skip
    say(stage, sail, 5, is_done=("bondar", "nowak", "celik"))


def _light_the_stairs(stage: Stage) -> None:
    _agree(
        stage, "Treppenlicht in Haus 24 länger leuchten lassen", "company", "albrecht", agreed=-25, due=-12,
        place=STAIRS,
        text="Drei Minuten statt einer; dazu Schalter, die man im Dunkeln findet.",
    )  # fmt: skip


def _clear_the_bins(stage: Stage, decision: Decision) -> None:
    """One done, one done but doubted, two on the way."""
    bulky, bins, guide, ground = (
        _agree(stage, title, owner, person, agreed=-17, due=due, topic="waste", decision=decision, text=text,
               place=place)
        for title, owner, person, due, place, text in (
            ("Sperrmüll hinter Haus 7 abholen", "company", "albrecht", -10, BEHIND_BINS, ""),
            ("Sechs große Tonnen aufstellen", "company", "albrecht", -4, BINS, "Vier für Restmüll, zwei für Papier."),
            ("Trennhilfe in fünf Sprachen aushängen", "bank", "yildiz", 2, NOWHERE,
             "Mit Bildern, für jede Haustür eine."),
            ("Boden am Müllplatz befestigen", "company", "albrecht", 5, BEFORE_BINS,
             "Pflaster mit Ablauf zum Kanal hin."),
        )
    )  # fmt: skip
    progress(stage, bulky, "albrecht", ActionState.DONE, 12, "Zwei Wagenladungen sind weg.")
    say(stage, bulky, 8, not_yet=("resident", "wendt"))
    progress(stage, ground, "albrecht", ActionState.IN_PROGRESS, 7, "Der Auftrag ist vergeben, am Freitag geht es los.")
    progress(stage, bins, "albrecht", ActionState.DONE, 6, "Alle sechs stehen und werden ab dieser Woche geleert.")
    progress(stage, guide, "yildiz", ActionState.IN_PROGRESS, 3,
             "Deutsch, Türkisch und Arabisch sind gedruckt. Englisch und Ukrainisch fehlen noch.")  # fmt: skip


def _agree(
    stage: Stage, title: str, owner: str, person: str, *, agreed: int, due: int, text: str = "",
    topic: str | None = None, decision: Decision | None = None, place: Location = NOWHERE,
) -> Action:  # fmt: skip
    return actions.agree(
        stage.session, stage.actors["moderator"], stage.group, title=title, text=text, lang="de",
        organisation_id=stage.organisations[owner], person_id=stage.actors[person].person_id, due_on=stage.day(due),
        topic_id=stage.topics[topic].id if topic else None, decision_id=decision.id if decision else None,
        place=place, now=stage.at_work(agreed, 11, 30 + due),
    )  # fmt: skip
