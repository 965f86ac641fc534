"""The issues of the demonstration are reported, supported, discussed and answered; some become topics."""

from datetime import timedelta

from quarter.demo.drawings import draw
from quarter.demo.issues import ISSUES, Answered, Reported
from quarter.demo.issues.reported import Drawn
from quarter.demo.stage import Stage
from quarter.foundation.clock import local_date
from quarter.foundation.pictures import Photo, read_picture
from quarter.groups.models import Organisation
from quarter.issues.models import Issue
from quarter.issues.service import answering, attaching, reporting, talking
from quarter.topics import service as topics
from quarter.voices import service as voices

TOPICS = {  # in order of their numbers: (days ago, title, summary)
    "street": (
        60,
        "Sichere Schleusengasse vor der Kita",
        "Vor der Kita wird zu schnell gefahren und auf dem Gehweg geparkt. Gesucht ist eine Lösung, die für Kinder "
        "sicher ist und den Lieferverkehr nicht abschneidet.",
    ),
    "ramp": (
        60,
        "Rampe am Bürgertreff",
        "Der Bürgertreff ist nur über drei Stufen zu erreichen. Wer im Rollstuhl sitzt, bleibt draußen.",
    ),
    "shade": (
        44,
        "Schatten auf dem Spielplatz Nord",
        "Sandkasten und Bänke liegen mittags in der prallen Sonne. Gesucht sind ein Dach aus Stoff und Sitzplätze "
        "unter den Bäumen.",
    ),
    "waste": (
        40,
        "Müllplatz hinter Haus 7",
        "Die Tonnen sind zu klein, der Platz ist matschig und der Sperrmüll bleibt liegen. Gesucht ist eine Lösung, "
        "die das Wohnen nicht teurer macht.",
    ),
}

FOLLOWERS = {"street": ("resident", "yildiz"), "shade": ("bondar",)}


def report_issues(stage: Stage) -> None:
    _open_topics(stage)
    for number, reported in enumerate(ISSUES):
        _report(stage, reported, number)


def follow_matters(stage: Stage) -> None:
    """A few want to hear by mail how it goes on."""
    for topic, followers in FOLLOWERS.items():
        for who in followers:
            voices.follow(stage.session, stage.actors[who], stage.topics[topic], now=stage.at(-20, 18))


def _open_topics(stage: Stage) -> None:
    for count, (key, (days_ago, title, summary)) in enumerate(TOPICS.items()):
        stage.topics[key] = topics.open_topic(
            stage.session, stage.actors["moderator"], stage.group, title=title, summary=summary, lang="de",
            now=stage.at_work(-days_ago, 10 + count % 3, count * 22 % 60),
        )  # fmt: skip


def _report(stage: Stage, reported: Reported, number: int) -> None:
    """People report at all hours of the day; the number of the issue stands in for chance."""
    posted_at = stage.at(-reported.days_ago, 8 + number * 5 % 12, number * 17 % 60)
    latitude, longitude = reported.point or (None, None)
    issue = reporting.post_issue(
        stage.session, stage.actors[reported.by], stage.group, title=reported.title, text=reported.text,
        lang=reported.lang, category=reported.category, place=reported.place, latitude=latitude,
        longitude=longitude, photo=_photo(stage, reported.photo),
        today=local_date(posted_at, stage.zone.key), now=posted_at,
    )  # fmt: skip
    for who in reported.followers:
        voices.follow(stage.session, stage.actors[who], issue, now=stage.until_now(posted_at + timedelta(hours=3)))
    _discuss(stage, reported, issue)
    _ask(stage, reported, issue)
    _attach(stage, reported, issue)
    for answered in reported.answers:
        _answer(stage, reported, answered, issue)


def _discuss(stage: Stage, reported: Reported, issue: Issue) -> None:
    """One supporter and one comment a day, always some time after the report."""
    for count, supporter in enumerate(reported.supporters):
        at = stage.until_now(issue.posted_at + timedelta(days=count, minutes=40 + issue.id * 7 % 60))
        talking.support(stage.session, stage.actors[supporter], issue, now=at)
    for count, (who, lang, text) in enumerate(reported.comments):
        at = stage.until_now(issue.posted_at + timedelta(days=count, minutes=90 + issue.id * 11 % 60))
        talking.comment(stage.session, stage.actors[who], issue, text=text, lang=lang, now=at)


def _ask(stage: Stage, reported: Reported, issue: Issue) -> None:
    """The moderator asks somebody to answer on the following working day."""
    if reported.asked:
        asked = stage.session.get_one(Organisation, stage.organisations[reported.asked])
        at = stage.at_work(1 - reported.days_ago, 8, issue.id * 7 % 60)
        answering.ask_organisation(
            stage.session, stage.actors["moderator"], issue, asked, expected=issue.version, now=at
        )


def _attach(stage: Stage, reported: Reported, issue: Issue) -> None:
    if reported.topic:
        topic = stage.topics[reported.topic]
        at = max(topic.opened_at + timedelta(minutes=issue.id % 9), issue.posted_at + timedelta(days=1))
        attaching.attach_to_topic(stage.session, stage.actors["moderator"], issue, topic, now=at)


def _answer(stage: Stage, reported: Reported, answered: Answered, issue: Issue) -> None:
    assert issue.organisation_id is not None
    at = stage.at_work(answered.after - reported.days_ago, 9 + issue.id % 8, issue.id * 11 % 60)
    answering.answer(
        stage.session, stage.actors[answered.by], issue, issue.organisation_id, text=answered.text, lang="de",
        state=answered.state, photo=_photo(stage, answered.photo), expected=issue.version, now=at,
    )  # fmt: skip


def _photo(stage: Stage, drawn: Drawn | None) -> Photo | None:
    if drawn is None or stage.storage is None:
        return None
    picture = read_picture(draw(drawn.what))
    return Photo(stage.storage.put(picture.content, "webp"), picture.width, picture.height, drawn.description)
