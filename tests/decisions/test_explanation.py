"""What a sceptic reads: the outcome in one sentence, and each reason."""

import pytest

from quarter.charters.domain import BenchRule, Majority, Quorum
from quarter.decisions.domain import BenchVotes, Rule, count
from quarter.decisions.explanation import describe_rule, explain
from quarter.foundation.multilingual import Words
from quarter.groups.domain import BenchKey

CITY, COOPERATIVES, RESIDENTS = BenchKey
ENGLISH = Words("en", "Europe/Berlin")
USUAL = Rule(Quorum(percent=50, per_bench=1), Majority.SIMPLE, BenchRule.EACH_IN_FAVOUR)
TOTAL_ONLY = Rule(Quorum(percent=50, per_bench=0), Majority.SIMPLE, BenchRule.TOTAL_ONLY)


def headline(*votes: BenchVotes, rule: Rule = USUAL) -> str:
    return explain(count(votes, rule), ENGLISH).headline


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        (
            [BenchVotes(CITY, 6, 5, 4, 1), BenchVotes(RESIDENTS, 16, 16, 9, 7)],
            "Carried. 13 of 21 votes in favour.",
        ),
        (
            [BenchVotes(CITY, 6, 6, 4, 1, 1), BenchVotes(RESIDENTS, 9, 9, 9)],
            "Carried. 13 in favour, 1 against, 1 abstained.",
        ),
        (
            [BenchVotes(CITY, 6, 5, 1, 4), BenchVotes(RESIDENTS, 16, 16, 12, 4)],
            "Not carried. 13 of 21 votes in favour, but one bench voted against: City administration.",
        ),
        (
            [
                BenchVotes(CITY, 3, 3, 1, 2),
                BenchVotes(COOPERATIVES, 2, 2, 0, 2),
                BenchVotes(RESIDENTS, 9, 9, 9),
            ],
            "Not carried. 10 of 14 votes in favour, but 2 benches voted against: City administration, Cooperatives.",
        ),
        (
            [BenchVotes(CITY, 2, 2, 1, 1), BenchVotes(RESIDENTS, 9, 9, 9)],
            "Not carried. 10 of 11 votes in favour, but one bench was not in favour: City administration.",
        ),
        (
            [BenchVotes(CITY, 2, 2, 1, 1), BenchVotes(RESIDENTS, 2, 2, 1, 1)],
            "Not carried. It was a tie: 2 of 4 votes in favour.",
        ),
        (
            [BenchVotes(CITY, 2, 2, 0, 2), BenchVotes(RESIDENTS, 2, 2, 1, 1)],
            "Not carried. 1 of 4 votes in favour; at least 3 in favour were needed.",
        ),
        ([BenchVotes(CITY, 2, 2), BenchVotes(RESIDENTS, 2, 2)], "Not carried. Nobody voted."),
        (
            [BenchVotes(CITY, 6, 2, 2), BenchVotes(RESIDENTS, 6, 3, 3)],
            "Not carried. The group was not quorate: 5 of 12 voting seats took part, 6 were needed.",
        ),
        (
            [BenchVotes(CITY, 3, 0), BenchVotes(RESIDENTS, 9, 9, 9)],
            "Not carried. The group was not quorate: too few took part from: City administration.",
        ),
    ],
)
def test_the_headline_says_the_outcome_and_what_stood_in_its_way(votes, sentence) -> None:
    assert headline(*votes) == sentence


def test_each_bench_has_its_line_among_the_reasons() -> None:
    votes = [
        BenchVotes(CITY, 3, 0),
        BenchVotes(COOPERATIVES, 3, 3, 2, 1),
        BenchVotes(RESIDENTS, 9, 9, 5, 3, 1),
    ]
    assert explain(count(votes, USUAL), ENGLISH).reasons == [
        "Enough took part: 12 of 15 voting seats took part; at least 8 were needed.",
        "City administration: no votes; quorum not met, 0 of 3 seats took part, 1 needed.",
        "Cooperatives: 2 of 3 in favour; quorum met.",
        "Residents: 5 in favour, 3 against, 1 abstained; quorum met.",
        "Majority over all reached: 7 in favour, 4 against, 6 in favour needed.",
    ]


def test_a_rule_that_does_not_ask_benches_says_nothing_of_their_quorum() -> None:
    reasons = explain(count([BenchVotes(CITY, 3, 3, 3)], TOTAL_ONLY), ENGLISH).reasons
    assert "City administration: 3 of 3 in favour." in reasons


def test_the_rule_is_told_in_plain_sentences() -> None:
    assert describe_rule(USUAL, ENGLISH) == [
        "At least 50 percent of all voting seats take part.",
        "From each bench at least 1 seat takes part.",
        "More votes in favour than against. Abstentions do not count.",
        "In each bench, more are in favour than against.",
    ]
