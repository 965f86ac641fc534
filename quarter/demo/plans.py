"""The courtyard between the houses 12 and 18 is re-thought: the group's variant and two that people made of it."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from quarter.demo.site_plan import draw_site_plan
from quarter.demo.stage import Stage
from quarter.foundation.pictures import read_picture
from quarter.planning.domain import ElementKind, Sketch
from quarter.planning.models import Element, Plan, Variant
from quarter.planning.queries import VariantOfPlan, get_groups_variant, list_elements
from quarter.planning.service import talking
from quarter.planning.service.elements import add_element, change_element, remove_element
from quarter.planning.service.merging import merge_element
from quarter.planning.service.plans import open_plan
from quarter.planning.service.variants import branch_variant

AIM = (
    "Der Hof ist groß, aber kaum jemand bleibt dort. Wir möchten Platz zum Sitzen und Spielen, Licht für den Weg zum "
    "Bürgertreff und einen Müllplatz, der nicht überläuft. Was soll wohin?"
)
CRITERIA = ["Gut für Kinder und Ältere", "Leicht zu pflegen", "Bezahlbar in diesem Jahr"]
WEST, SOUTH, EAST, NORTH = 8.5906, 53.5466, 8.5930, 53.5478  # the courtyard, where there is no picture of it


def _thing(kind: ElementKind, title: str, place: str, x: float, y: float, cost: int | None, keeper: str = "",
           text: str = "") -> Sketch:  # fmt: skip
    return Sketch(kind=kind, title=title, place=place, x=x, y=y, cost=cost, keeper=keeper, text=text, lang="de")


START = (
    _thing(ElementKind.BENCH, "Zwei Bänke mit Lehne", "am Weg vor Haus 12", 0.29, 0.42, 1800, "Bauverein Kanal eG"),
    _thing(ElementKind.LIGHTING, "Drei Leuchten am Querweg", "zwischen Haus 12 und Haus 18", 0.42, 0.53, 7500,
           "Stadt", "Warmes Licht, nach 22 Uhr gedimmt."),
    _thing(ElementKind.RUBBISH, "Überdachter Müllplatz", "wo er heute ist", 0.555, 0.92, 12000, "Bauverein Kanal eG"),
)  # fmt: skip
OF_YILDIZ = (
    _thing(ElementKind.TREE, "Zwei Linden", "in der Mitte der Wiese", 0.38, 0.32, 900, "Haus 12 gießt"),
    _thing(ElementKind.MEETING_SPOT, "Langer Tisch für alle", "unter dem Baum im Südwesten", 0.35, 0.68, 2200,
           "Nachbarschaft", "Für das Frühstück am ersten Sonntag im Monat."),
)  # fmt: skip
OF_INITIATIVE = (
    _thing(ElementKind.PLAYGROUND, "Kletterbalken und Sand", "auf der Wiese vor Haus 18", 0.66, 0.3, 9500,
           "Initiative Kanalkinder", "Kein Zaun, aber weit weg von der Straße."),
    _thing(ElementKind.RAMP, "Rampe zur Haustür", "Haus 18, Eingang zum Hof", 0.77, 0.5, None),
    _thing(ElementKind.CROSSING, "Zebrastreifen", "am Nordende des Weges", 0.5, 0.06, 4000, "Stadt"),
)  # fmt: skip
RATINGS = {
    "city": ((3, 4, 4), (4, 4, 3), (4, 2, 2)),
    "demir": ((3, 4, 4), (4, 3, 4), (5, 3, 2)),
    "cooperative": ((3, 5, 4), (4, 4, 4), (3, 2, 2)),
    "petersen": ((2, 4, 5), (4, 4, 4), (4, 2, 3)),
    "yildiz": ((2, 4, 4), (5, 4, 4), (4, 3, 3)),
    "saleh": ((3, 3, 4), (5, 4, 4), (4, 3, 3)),
}


def plan_courtyard(stage: Stage) -> None:
    """Opened two weeks ago; two variants, talk, support and ratings since. Ideas are asked for three more weeks."""
    plan = _open(stage, stage.at(-14, 9))
    session = stage.session
    groups = VariantOfPlan(plan, get_groups_variant(session, plan.id))
    for sketch in START:
        _add(stage, groups, "moderator", sketch, stage.at(-14, 10))
    shade = _branch(stage, groups, "yildiz", "Mehr Schatten, ein langer Tisch", (
        "Wir sitzen im Sommer lieber unter Bäumen. Ein Tisch bringt die Häuser zusammen."
    ), stage.at(-11, 19))  # fmt: skip
    things = {sketch.title: _add(stage, shade, "yildiz", sketch, stage.at(-11, 20)) for sketch in OF_YILDIZ}
    _move(stage, shade, "yildiz", "Zwei Bänke mit Lehne", x=0.36, y=0.42, place="im Schatten der neuen Linden")
    play = _branch(stage, groups, "initiative", "Spielen in der Mitte", (
        "Hier wohnen vierzig Kinder. Der Hof soll ihnen gehören, ohne dass die Älteren ihre Ruhe verlieren."
    ), stage.at(-9, 18))  # fmt: skip
    things |= {sketch.title: _add(stage, play, "initiative", sketch, stage.at(-9, 19)) for sketch in OF_INITIATIVE}
    _take_out(stage, play, "initiative", "Überdachter Müllplatz")
    _talk(stage, shade, things["Langer Tisch für alle"], ("saleh", "resident", "sommer", "cooperative"), (
        ("sommer", "de", "Bitte so, dass auch ein Rollstuhl an den Tisch passt."),
        ("walker", "en", "We would bring a second table from house 18."),
    ))  # fmt: skip
    _talk(stage, play, things["Kletterbalken und Sand"], ("resident", "bondar"), (
        ("petersen", "de", "Wer harkt den Sand? Bei uns hat das nach einem Jahr niemand mehr gemacht."),
        ("bondar", "uk", "Наші діти дуже чекають на це місце."),
    ))  # fmt: skip
    _take_over(stage, shade, things["Zwei Linden"])
    for name, given in RATINGS.items():
        for of, points in zip((groups, shade, play), given, strict=True):
            talking.rate(session, stage.actors[name], of, dict(enumerate(points)), now=stage.at(-3, 17))


def _open(stage: Stage, opened: datetime) -> Plan:
    base: dict[str, Any] = {}
    if stage.storage:
        picture = read_picture(draw_site_plan())
        base["picture"] = (stage.storage.put(picture.content, "webp"), picture.width, picture.height)
    else:
        corners = [(WEST, SOUTH), (EAST, SOUTH), (EAST, NORTH), (WEST, NORTH), (WEST, SOUTH)]
        base["area"] = json.dumps({"type": "Polygon", "coordinates": [corners]})
    return open_plan(
        stage.session, stage.actors["moderator"], stage.group, title="Hof zwischen Haus 12 und 18", aim=AIM, lang="de",
        from_on=stage.day(-14), until_on=stage.day(21), criteria=CRITERIA, now=opened, **base,
    )  # fmt: skip


def _branch(stage: Stage, groups: VariantOfPlan, who: str, title: str, text: str, at: datetime) -> VariantOfPlan:
    actor = stage.actors[who]
    variant: Variant = branch_variant(stage.session, actor, groups, title=title, text=text, lang="de", now=at)
    return VariantOfPlan(groups.plan, variant)


def _add(stage: Stage, of: VariantOfPlan, who: str, sketch: Sketch, at: datetime) -> Element:
    return add_element(stage.session, stage.actors[who], of, _placed(of, sketch), now=at)


def _placed(of: VariantOfPlan, sketch: Sketch) -> Sketch:
    """The spot on the picture, or the same on the map."""
    if of.plan.picture or sketch.x is None or sketch.y is None:
        return sketch
    longitude, latitude = WEST + sketch.x * (EAST - WEST), NORTH - sketch.y * (NORTH - SOUTH)
    return replace(sketch, x=None, y=None, longitude=longitude, latitude=latitude)


def _move(stage: Stage, of: VariantOfPlan, who: str, title: str, *, x: float, y: float, place: str) -> None:
    element = _find(stage, of, title)
    sketch = next(sketch for sketch in START if sketch.title == title)
    moved = _placed(of, replace(sketch, x=x, y=y, place=place))
    change_element(
        stage.session, stage.actors[who], VariantOfPlan(of.plan, of.variant, element), moved,
        expected=element.version, now=stage.at(-11, 21),
    )  # fmt: skip


def _take_out(stage: Stage, of: VariantOfPlan, who: str, title: str) -> None:
    element = _find(stage, of, title)
    remove_element(
        stage.session, stage.actors[who], VariantOfPlan(of.plan, of.variant, element),
        expected=element.version, now=stage.at(-9, 20),
    )  # fmt: skip


def _take_over(stage: Stage, of: VariantOfPlan, element: Element) -> None:
    merge_element(
        stage.session, stage.actors["moderator"], VariantOfPlan(of.plan, of.variant, element),
        expected=element.version, now=stage.at(-4, 11),
    )  # fmt: skip


def _find(stage: Stage, of: VariantOfPlan, title: str) -> Element:
    rows = list_elements(stage.session, [of.variant.id])[of.variant.id]
    return stage.session.get_one(Element, next(row.id for row in rows if row.title == title))


def _talk(
    stage: Stage,
    of: VariantOfPlan,
    element: Element,
    supporters: tuple[str, ...],
    comments: tuple[tuple[str, str, str], ...],
) -> None:
    about, said_at = VariantOfPlan(of.plan, of.variant, element), stage.at(-7, 18)
    for who in supporters:
        talking.support(stage.session, stage.actors[who], about, now=said_at)
    for minutes, (who, lang, text) in enumerate(comments, 1):
        at = said_at + timedelta(minutes=41 * minutes)
        talking.comment(stage.session, stage.actors[who], about, text=text, lang=lang, now=at)
