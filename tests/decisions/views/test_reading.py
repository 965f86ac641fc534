"""A decision's page, in each state and for everybody."""

import json

import pytest

from quarter.decisions.verification import fingerprint
from tests.actions.deeds import agree, finish
from tests.decisions.deeds import decide, fail, open_vote, propose
from tests.decisions.views.doors import EVERYBODY, enter


class TestEveryPageForEverybody:
    @pytest.mark.parametrize("name", EVERYBODY)
    @pytest.mark.parametrize("state", [propose, open_vote, decide, fail])
    def test_the_decision_can_be_read(self, client, world, made, name, state) -> None:
        decision_id = made(state)
        enter(client, world, name)
        client.get(f"/decisions/{decision_id}")
        assert "Shall 80 metres become a play street?" in client.text

    @pytest.mark.parametrize("language", ["de", "en", "ar"])
    def test_in_each_language(self, client, world, made, language) -> None:
        for state in (open_vote, fail):
            client.get(f"/decisions/{made(state)}?lang={language}")
            assert client.page.get("lang") == language

    def test_a_foreign_number_is_not_there(self, client, world) -> None:
        for address in ("/decisions/999", "/decisions/999.json", "/decisions/x", "/decisions/999/reword"):
            client.get(address, status=404)
        client.sign_in(world.initiative)
        client.post("/decisions/999/ballot", {"choice": "yes"}, status=404)


class TestClosedDecision:
    def test_a_sceptic_reads_outcome_reason_rule_turnout_and_names(self, client, world, made) -> None:
        client.get(f"/decisions/{made(fail)}")
        for words in (
            "Not carried. 4 of 6 votes in favour, but one bench voted against: City administration.",
            "Cooperatives: 2 of 2 in favour; quorum met.",
            "In each bench, more are in favour than against.",
            "6 of 6 voting seats took part.",
            "Amt für Grün und Verkehr",
            "Decision 2026/online-1",
        ):
            assert words in client.text

    def test_the_check_file_can_be_checked(self, client, world, made) -> None:
        decision_id = made(fail)
        response = client.get(f"/decisions/{decision_id}.json")
        document = json.loads(response.data)
        assert document["sha256"] == fingerprint(document)
        assert 'filename="decision-2026-online-1.json"' in response.headers["Content-Disposition"]
        client.get(f"/decisions/{decision_id}")
        assert document["sha256"] in client.text

    def test_what_follows_stands_with_owner_day_and_state(self, client, world, made) -> None:
        decision_id = made(decide)
        client.get(f"/decisions/{decision_id}")
        assert "Nothing is agreed on this decision yet." in client.text
        assert "Note who does what by when" not in client.text
        made(finish, decision_id=decision_id, title="Paint the street")
        made(agree, decision_id=decision_id, title="Put up signs")
        client.get(f"/decisions/{decision_id}")
        [paint, signs] = [
            " ".join("".join(row.itertext()).split())
            for row in client.page.iterfind(".//{*}section[@aria-labelledby='following']/{*}ul/{*}li")
        ]
        assert "Put up signs Not begun Amt für Grün und Verkehr due" in signs
        assert "Paint the street Done" in paint
        client.sign_in(world.secretary).get(f"/decisions/{decision_id}")
        assert "Note who does what by when" in client.text

    def test_from_what_was_not_carried_nothing_follows(self, client, world, made) -> None:
        client.sign_in(world.secretary).get(f"/decisions/{made(fail)}")
        assert "What follows" not in client.text and "Note who does what" not in client.text

    def test_more_actions_take_no_more_statements(self, client, world, made) -> None:
        decision_id = made(decide)
        client.get(f"/decisions/{decision_id}")
        before = len(client.statements)
        for number in range(3):
            made(agree, decision_id=decision_id, title=f"Sign {number}")
        client.get(f"/decisions/{decision_id}")
        assert len(client.statements) == before
