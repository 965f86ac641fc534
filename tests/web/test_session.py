"""One transaction a request: stored after a good answer to a form, and never otherwise."""

import pytest
from sqlmodel import select

from quarter.groups.models import Organisation
from quarter.web.session import database as database_of_app
from quarter.web.session import get_session, release_lock


@pytest.mark.parametrize("status", [200, 201, 204, 303])
def test_a_good_answer_to_a_form_is_stored(client, stored, status):
    client.post(f"/desk/write/Verein?status={status}", status=status)
    assert "Verein" in stored()


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 500, 503])
def test_an_error_answer_stores_nothing(client, stored, status):
    client.post(f"/desk/write/Verein?status={status}", status=status)
    assert "Verein" not in stored()


def test_a_page_after_a_form_means_that_nothing_was_done(client, stored):
    client.post("/desk/write-then-page/Verein", status=200)
    assert "Verein" not in stored()


def test_get_never_stores(client, stored):
    client.get("/desk/write/Verein")
    assert "Verein" not in stored()


def test_an_exception_stores_nothing_and_others_can_go_on(client, stored):
    client.post("/desk/crash", status=500)
    assert "before the error" not in stored()
    client.post("/desk/write/Verein")
    assert "Verein" in stored()


@pytest.mark.parametrize("error", ["refusal", "overtaken", "busy"])
def test_a_deed_that_ends_in_an_error_stores_nothing(client, stored, error):
    client.post(f"/desk/raise/{error}", status=503 if error == "busy" else 409)
    assert "before the error" not in stored()


def test_what_cannot_be_committed_is_an_error_and_not_a_success(app, client, stored, monkeypatch):
    """A full disk shows itself at the commit: nobody may read that their form was saved."""
    from sqlmodel import Session

    def full(_session: Session) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(Session, "commit", full)
    response = client.http.post("/desk/write/Verein", data={"csrf_token": client._csrf_token()})
    assert response.status_code == 500
    assert "Verein" not in stored()


def test_slow_work_can_be_done_without_the_write_lock(app, database):
    with app.test_request_context("/", method="POST"):
        get_session().exec(select(Organisation.name)).all()
        release_lock()
        with database.unit_of_work() as other:  # would wait for the lock
            other.exec(select(Organisation.name)).all()


def test_the_connection_goes_back_when_the_request_is_over(app, client):
    for _ in range(3):
        client.get("/imprint?lang=en")
        client.post("/desk/crash", status=500)
    assert app.extensions["quarter.database"].engine.pool.checkedout() == 0


def test_a_request_has_one_session(app):
    with app.test_request_context("/"):
        assert get_session() is get_session()
        assert database_of_app() is app.extensions["quarter.database"]
