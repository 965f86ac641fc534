"""Attendance and quorum as they stand on the sheet."""

from datetime import datetime

from quarter.charters.domain import QuorumFinding
from quarter.foundation.actors import Role
from quarter.foundation.multilingual import N_, Words
from quarter.foundation.text import joined
from quarter.meetings.domain import Convening
from quarter.minutes.document import GuestPresent, Minutes, SeatedPerson
from quarter.minutes.exports.phrases import apart
from quarter.minutes.exports.sheet import Table

_QUORATE = N_(
    "At %(time)s the group was quorate: %(present)s of %(seats)s seats with a vote were present, %(needed)s are needed."
)
_NOT_QUORATE = N_(
    "At %(time)s the group was not quorate: %(present)s of %(seats)s seats with a vote were present, "
    "%(needed)s are needed in all, and from each bench as many as the table says."
)


def show_present(minutes: Minutes, words: Words) -> Table:
    """Everybody who was there, with their times; guests stand last."""
    _ = words.gettext
    return Table(
        caption=_("Who was in the room, with the times of coming and going"),
        head=(_("Name"), _("Organisation"), _("Bench or role"), _("In the room")),
        rows=(
            *(
                (each.name, each.organisation, _side(each, words), _stays(each, minutes, words))
                for each in minutes.present
            ),
            *((each.name, each.organisation, _("Guest"), _stays(each, minutes, words)) for each in minutes.guests),
        ),
        numbers=(False, False, False, False),
    )


def _side(seat: SeatedPerson, words: Words) -> str:
    """The bench of a member; others are named by what they do."""
    if seat.role is Role.MEMBER and seat.bench:
        return words.label(seat.bench)
    if seat.stands_in_for:
        return words.gettext("In place of %(name)s", name=apart(seat.stands_in_for, words))
    return words.label(seat.role)


def _stays(seat: SeatedPerson | GuestPresent, minutes: Minutes, words: Words) -> str:
    """`all the time`, `from 18:20`, `until 19:40`, or each stay one after another."""
    return words.gettext(", ").join(
        _stay(presence.arrived_at, presence.left_at, minutes, words) for presence in seat.presences
    )


def _stay(arrived_at: datetime, left_at: datetime | None, minutes: Minutes, words: Words) -> str:
    since_start = minutes.quorum_found_at is None or arrived_at <= minutes.quorum_found_at
    if since_start and left_at is None:
        return words.gettext("all the time")
    if left_at is None:
        return words.gettext("from %(time)s", time=words.time(arrived_at))
    if since_start:
        return words.gettext("until %(time)s", time=words.time(left_at))
    return words.gettext("%(start)s to %(end)s", start=words.time(arrived_at), end=words.time(left_at))


def say_absent(minutes: Minutes, words: Words) -> str:
    """Which seats with a vote stayed empty."""
    if not minutes.absent:
        return words.gettext("No seat with a vote was absent.")
    names = words.gettext("; ").join(_absent(seat, words) for seat in minutes.absent)
    return words.gettext("Absent: %(names)s", names=names)


def _absent(seat: SeatedPerson, words: Words) -> str:
    name = apart(joined(seat.name, seat.organisation), words)
    return words.gettext("%(name)s (excused)", name=name) if seat.is_excused else name


def say_quorum(minutes: Minutes, words: Words) -> str:
    """The finding at the beginning, with its numbers."""
    found, quorum = minutes.quorum_found_at, minutes.quorum
    if found is None:
        return words.gettext("The quorum is found when the meeting begins.")
    return words.gettext(
        _QUORATE if quorum.is_met else _NOT_QUORATE,
        time=words.time(found), present=quorum.present, seats=quorum.seats, needed=quorum.needed,
    )  # fmt: skip


def say_when_invited(convening: Convening, words: Words) -> str:
    """The same in few words."""
    if convening.invited_at is None:
        return words.gettext("No invitation was sent.")
    day, late = words.date(convening.invited_at), convening.days_late
    if late:
        return words.ngettext("%(day)s, %(num)d day too late", "%(day)s, %(num)d days too late", late, day=day)
    return words.gettext("%(day)s, in due time", day=day)


def show_benches(quorum: QuorumFinding, words: Words) -> Table:
    """The quorum bench by bench."""
    _ = words.gettext
    return Table(
        caption=_("Quorum by bench"),
        head=(_("Bench"), _("Present"), _("Seats"), _("Needed")),
        rows=tuple(
            (words.label(bench.bench), str(bench.present), str(bench.seats), str(bench.needed))
            for bench in quorum.benches
        ),
        numbers=(False, True, True, True),
    )
