"""The issues of the demonstration are reported, supported, discussed and answered; two become topics."""

from datetime import timedelta

from quarter.demo.issues import ISSUES, Reported
from quarter.demo.stage import Stage
from quarter.foundation.clock import local_date
from quarter.groups.models import Organisation
from quarter.issues import service as issues
from quarter.issues.models import Issue
from quarter.topics import service as topics

TOPICS = {
    "street": (
        "Sichere Schleusengasse vor der Kita",
        "Vor der Kita wird zu schnell gefahren und auf dem Gehweg geparkt. Gesucht ist eine Lösung, die für Kinder "
        "sicher ist und den Lieferverkehr nicht abschneidet.",
    ),
    "ramp": (
        "Rampe am Bürgertreff",
        "Der Bürgertreff ist nur über drei Stufen zu erreichen. Wer im Rollstuhl sitzt, bleibt draußen.",
    ),
}


def report_issues(stage: Stage) -> None:
    moderator = stage.actors["moderator"]
    for key, (title, summary) in TOPICS.items():
        stage.topics[key] = topics.open_topic(
            stage.session, moderator, stage.group, title=title, summary=summary, lang="de", now=stage.at(-58, 10)
        )
    for number, reported in enumerate(ISSUES):
        _report(stage, reported, hour=8 + number * 5 % 12)


def _report(stage: Stage, reported: Reported, hour: int) -> None:
    posted_at = stage.at(-reported.days_ago, hour, 23)
    latitude, longitude = reported.point or (None, None)
    issue = issues.post_issue(
        stage.session, stage.actors[reported.by], stage.group, title=reported.title, text=reported.text,
        lang=reported.lang, category=reported.category, place=reported.place, latitude=latitude,
        longitude=longitude, today=local_date(posted_at, stage.zone.key), now=posted_at,
    )  # fmt: skip
    _discuss(stage, reported, issue)
    _answer(stage, reported, issue)
    if reported.topic:
        issues.attach_to_topic(
            stage.session, stage.actors["moderator"], issue, stage.topics[reported.topic], now=stage.at(-58, 10)
        )


def _discuss(stage: Stage, reported: Reported, issue: Issue) -> None:
    for minutes, supporter in enumerate(reported.supporters, 2):
        issues.support(
            stage.session, stage.actors[supporter], issue, now=issue.posted_at + timedelta(minutes=7 * minutes)
        )
    for minutes, (who, lang, text) in enumerate(reported.comments, 5):
        issues.comment(
            stage.session,
            stage.actors[who],
            issue,
            text=text,
            lang=lang,
            now=issue.posted_at + timedelta(minutes=19 * minutes),
        )


def _answer(stage: Stage, reported: Reported, issue: Issue) -> None:
    if not reported.asked:
        return
    asked = stage.session.get_one(Organisation, stage.organisations[reported.asked])
    moderator = stage.actors["moderator"]
    asked_at = stage.at(1 - reported.days_ago, 9)
    issues.ask_organisation(stage.session, moderator, issue, asked, expected=issue.version, now=asked_at)
    if reported.answer:
        who, state, text = reported.answer
        issues.answer(
            stage.session, stage.actors[who], issue, asked.id, text=text, lang="de", state=state,
            expected=issue.version, now=stage.at(2 - reported.days_ago, 14, 5),
        )  # fmt: skip
