"""Letters of a group that did not arrive, and those that wait to be printed and handed over."""

from itertools import groupby

from flask import Response, abort

from quarter.foundation import clock
from quarter.groups.models import Group
from quarter.groups.queries import get_group
from quarter.letters.models import Letter
from quarter.letters.paper import set_papers
from quarter.letters.policy import Permission
from quarter.letters.queries import outgoing as queries
from quarter.letters.service import outgoing as service
from quarter.letters.views.blueprint import blueprint, office
from quarter.web.files import as_file
from quarter.web.locale import gettext as _
from quarter.web.permits import allow, current_actor
from quarter.web.rendering import flash_done, page, redirect_to
from quarter.web.session import get_session

RECEIVER = "/letters/outgoing/<int:group_id>/<kind>/<int:receiver_id>"


@blueprint.get("/letters/outgoing/<int:group_id>")
@allow(Permission.SEE_OUTGOING, load=get_group)
def outgoing(group: Group) -> Response:
    session, reader = get_session(), current_actor()
    papers = queries.list_to_print(session, group.id, reader=reader)
    return page(
        "letters/outgoing.html",
        group=group,
        troubled=queries.list_troubled(session, group.id, reader=reader),
        papers=[(receiver, list(rows)) for receiver, rows in groupby(papers, key=lambda line: line.receiver)],
    )


@blueprint.post("/letters/<int:letter_id>/again")
@allow(Permission.SEND_AGAIN, load=queries.get_letter)
def send_again(letter: Letter) -> Response:
    service.send_again(get_session(), current_actor(), letter, now=clock.now())
    flash_done(_("The letter is on its way again."))
    return _back(letter)


@blueprint.post("/letters/<int:letter_id>/paper")
@allow(Permission.PRINT, load=queries.get_letter)
def put_on_paper(letter: Letter) -> Response:
    service.put_on_paper(get_session(), current_actor(), letter, now=clock.now())
    flash_done(_("The letter can be printed below."))
    return _back(letter)


@blueprint.get(f"{RECEIVER}.pdf")
@allow(Permission.PRINT, load=get_group)
def print_letters(group: Group, kind: str, receiver_id: int) -> Response:
    session, receiver = get_session(), _receiver(kind, receiver_id)
    letters = queries.list_papers(session, group, receiver)
    content = set_papers(session, office().desk, receiver.name, letters, now=clock.now()) if letters else None
    if content is None:
        abort(404)
    return as_file(content, f"{_('letters')}-{receiver.name}.pdf", "application/pdf")


@blueprint.post(f"{RECEIVER}/handed-over/<int:until>")
@allow(Permission.PRINT, load=get_group)
def note_handed_over(group: Group, kind: str, receiver_id: int, until: int) -> Response:
    session, receiver = get_session(), _receiver(kind, receiver_id)
    letters = queries.list_papers(session, group, receiver, until=until)
    service.note_handed_over(session, current_actor(), letters, now=clock.now())
    flash_done(_("It is noted that the letters are handed over."))
    return redirect_to("letters.outgoing", group_id=group.id)


def _receiver(kind: str, receiver_id: int) -> queries.Receiver:
    receiver = queries.find_receiver(get_session(), kind, receiver_id)
    if receiver is None:
        abort(404)
    return receiver


def _back(letter: Letter) -> Response:
    return redirect_to("letters.outgoing", group_id=letter.group_id)
