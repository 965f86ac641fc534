"""The words of rules."""

from quarter.charters.domain import BenchRule, Majority
from quarter.foundation.multilingual import N_, Labels

LABELS: Labels = (
    {
        Majority.SIMPLE: N_("More votes in favour than against. Abstentions do not count."),
        Majority.ABSOLUTE: N_("More than half of all who may vote are in favour."),
        Majority.TWO_THIRDS: N_("At least two thirds of the votes in favour and against are in favour."),
    },
    {
        BenchRule.EACH_IN_FAVOUR: N_("In each bench, more are in favour than against."),
        BenchRule.NONE_AGAINST: N_("In no bench are more against than in favour."),
        BenchRule.TOTAL_ONLY: N_("Only the total counts, not the single benches."),
    },
)
