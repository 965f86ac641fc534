"""A result in words: one headline and the reasons, in any language, for pages, minutes and exports alike."""

from dataclasses import dataclass
from typing import Protocol, assert_never

from quarter.decisions.domain import BenchVotes, Finding, FindingKind, Result, Rule
from quarter.decisions.domain.methods.yes_no import Ground, ground_of
from quarter.foundation.multilingual import Words


class Tally(Protocol):
    """Votes to be said: of one bench, or of all together."""

    @property
    def yes(self) -> int: ...

    @property
    def no(self) -> int: ...

    @property
    def abstain(self) -> int: ...

    @property
    def cast(self) -> int: ...


@dataclass(frozen=True)
class Explanation:
    """What a sceptic wants to read: the outcome in one sentence, then each reason."""

    headline: str
    reasons: list[str]


def explain(result: Result, words: Words) -> Explanation:
    """Say in the language of `words` how the decision went, and why."""
    benches = [_bench_reason(result, bench, words) for bench in result.votes if bench.seats]
    reasons = [_quorum_reason(result, words), *benches, _majority_reason(result, words)]
    return Explanation(_headline(result, words), reasons)


def describe_rule(rule: Rule, words: Words) -> list[str]:
    """The charter's rule in plain sentences: quorum, majority, benches."""
    return [*_describe_quorum(rule, words), words.label(rule.majority), words.label(rule.bench_rule)]


def _headline(result: Result, words: Words) -> str:
    """The outcome, with the first thing that stood in its way."""
    ground, tally = ground_of(result), _tally(result, words)
    match ground:
        case Ground.CARRIED:
            return words.gettext("Carried. %(tally)s.", tally=tally)
        case Ground.GROUP_NOT_QUORATE:
            return _group_not_quorate(result.failures[0], words)
        case Ground.BENCHES_NOT_QUORATE:
            return words.gettext(
                "Not carried. The group was not quorate: too few took part from: %(benches)s.",
                benches=_bench_names(result, FindingKind.QUORUM_BENCH, words),
            )
        case Ground.NOBODY_VOTED:
            return words.gettext("Not carried. Nobody voted.")
        case Ground.TIE:
            return words.gettext("Not carried. It was a tie: %(tally)s.", tally=tally)
        case Ground.NO_MAJORITY:
            return words.gettext(
                "Not carried. %(tally)s; at least %(needed)s in favour were needed.",
                tally=tally, needed=result.failures[0].needed,
            )  # fmt: skip
        case Ground.BENCHES_AGAINST:
            return _benches_against(result, tally, words)
        case Ground.BENCHES_NOT_IN_FAVOUR:
            return _benches_not_in_favour(result, tally, words)
        case _:
            assert_never(ground)


def _group_not_quorate(failure: Finding, words: Words) -> str:
    return words.gettext(
        "Not carried. The group was not quorate: %(count)s of %(seats)s voting seats took part, "
        "%(needed)s were needed.",
        count=failure.count, seats=failure.out_of, needed=failure.needed,
    )  # fmt: skip


def _benches_against(result: Result, tally: str, words: Words) -> str:
    return words.ngettext(
        "Not carried. %(tally)s, but one bench voted against: %(benches)s.",
        "Not carried. %(tally)s, but %(num)d benches voted against: %(benches)s.",
        len(result.failures), tally=tally, benches=_bench_names(result, FindingKind.BENCH_VERDICT, words),
    )  # fmt: skip


def _benches_not_in_favour(result: Result, tally: str, words: Words) -> str:
    return words.ngettext(
        "Not carried. %(tally)s, but one bench was not in favour: %(benches)s.",
        "Not carried. %(tally)s, but %(num)d benches were not in favour: %(benches)s.",
        len(result.failures), tally=tally, benches=_bench_names(result, FindingKind.BENCH_VERDICT, words),
    )  # fmt: skip


def _tally(votes: Tally, words: Words) -> str:
    """`13 of 21 votes in favour`; with abstentions every number is named, so that none is hidden."""
    if votes.abstain:
        return words.gettext(
            "%(yes)s in favour, %(no)s against, %(abstain)s abstained",
            yes=votes.yes, no=votes.no, abstain=votes.abstain,
        )  # fmt: skip
    return words.ngettext(
        "%(yes)s of %(num)d vote in favour", "%(yes)s of %(num)d votes in favour",
        votes.cast, yes=votes.yes,
    )  # fmt: skip


def _bench_names(result: Result, kind: FindingKind, words: Words) -> str:
    failed = (each.bench for each in result.failures if each.kind is kind)
    return words.gettext(", ").join(words.label(bench) for bench in failed if bench)


def _quorum_reason(result: Result, words: Words) -> str:
    found = result.quorum
    values = {"count": found.present, "seats": found.seats, "needed": found.needed}
    if found.present >= found.needed:
        return words.gettext(
            "Enough took part: %(count)s of %(seats)s voting seats took part; at least %(needed)s were needed.",
            **values,
        )
    return words.gettext(
        "Too few took part: %(count)s of %(seats)s voting seats took part; at least %(needed)s were needed.",
        **values,
    )


def _bench_reason(result: Result, bench: BenchVotes, words: Words) -> str:
    """`Cooperatives: 2 of 3 in favour; quorum met`."""
    values = {"bench": words.label(bench.bench), "votes": _bench_tally(bench, words)}
    quorum = result.finding(FindingKind.QUORUM_BENCH, bench.bench)
    if quorum is None:
        return words.gettext("%(bench)s: %(votes)s.", **values)
    if quorum.passed:
        return words.gettext("%(bench)s: %(votes)s; quorum met.", **values)
    return words.gettext(
        "%(bench)s: %(votes)s; quorum not met, %(count)s of %(seats)s seats took part, %(needed)s needed.",
        count=quorum.count, seats=quorum.out_of, needed=quorum.needed, **values,
    )  # fmt: skip


def _bench_tally(bench: BenchVotes, words: Words) -> str:
    if bench.cast == 0:
        return words.gettext("no votes")
    if bench.abstain == bench.cast:
        return words.gettext("all abstained")
    if bench.abstain:
        return _tally(bench, words)
    return words.gettext("%(yes)s of %(votes)s in favour", yes=bench.yes, votes=bench.cast)


def _majority_reason(result: Result, words: Words) -> str:
    found = result.finding(FindingKind.MAJORITY)
    assert found is not None  # every rule asks for a majority
    values = {"yes": result.yes, "no": result.no, "needed": found.needed}
    if found.passed:
        return words.gettext(
            "Majority over all reached: %(yes)s in favour, %(no)s against, %(needed)s in favour needed.",
            **values,
        )
    return words.gettext(
        "Majority over all not reached: %(yes)s in favour, %(no)s against, %(needed)s in favour needed.",
        **values,
    )


def _describe_quorum(rule: Rule, words: Words) -> list[str]:
    percent = rule.quorum.percent
    total = words.gettext("At least %(percent)s percent of all voting seats take part.", percent=percent)
    sentences = [total]
    if rule.quorum.per_bench:
        sentences.append(
            words.ngettext(
                "From each bench at least %(num)d seat takes part.",
                "From each bench at least %(num)d seats take part.",
                rule.quorum.per_bench,
            )
        )
    return sentences
