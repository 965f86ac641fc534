"""The hands of a meeting: what the counting form asks, accepts and refuses."""

import pytest
from flask import render_template_string

from quarter.charters.domain import BenchPresence
from quarter.decisions.domain import BenchVotes
from quarter.decisions.forms import count_form
from quarter.groups.domain import BenchKey
from tests.strict_client import check_page

CITY, COOPERATIVES, RESIDENTS = BenchKey
PRESENT = (
    BenchPresence(CITY, seats=3, present=2, needed=1),
    BenchPresence(COOPERATIVES, seats=2, present=0, needed=1),
    BenchPresence(RESIDENTS, seats=6, present=5, needed=1),
)


@pytest.fixture
def counted(app):
    """Sends numbers to the form as a browser would; answers the form, checked."""

    def send(**numbers: str):
        app.config["WTF_CSRF_ENABLED"] = False
        with app.test_request_context("/?lang=en", method="POST", data=numbers):
            form = count_form(PRESENT)
            form.is_good = form.validate_on_submit()
            form.html = render_template_string("{% include 'decisions/_count_fields.html' %}", form=form)
            return form

    return send


def test_hands_become_votes_and_empty_fields_are_none(counted) -> None:
    form = counted(city_yes="2", residents_yes=" 3 ", residents_no="1", residents_abstain="")
    assert form.is_good
    assert form.votes() == [
        BenchVotes(CITY, seats=3, present=2, yes=2),
        BenchVotes(COOPERATIVES, seats=2, present=0),
        BenchVotes(RESIDENTS, seats=6, present=5, yes=3, no=1),
    ]


def test_a_count_of_nobodys_hand_is_none(counted) -> None:
    form = counted(city_yes="0", residents_yes="")
    assert not form.is_good
    assert form.problems == ["No hand is written down yet, and a count cannot be taken back."]


def test_no_more_hands_than_people(counted) -> None:
    form = counted(city_yes="2", city_no="1")
    assert not form.is_good
    assert "These are 3 votes, but only 2 of this bench are present." in form.html
    assert list(form.errors) == ["city_yes"]


@pytest.mark.parametrize(("typed", "advice"), [("two", "Please write a whole number"), ("-1", "cannot be below zero")])
def test_odd_numbers_are_explained_and_kept(counted, typed: str, advice: str) -> None:
    form = counted(city_yes=typed)
    assert not form.is_good
    assert advice in form.html and f'value="{typed}"' in form.html


def test_each_field_has_a_name_and_an_absent_bench_none(counted) -> None:
    html = counted().html
    check_page(html, "the count")
    assert "City administration, In favour" in html
    assert "Nobody is present from: Cooperatives." in html
