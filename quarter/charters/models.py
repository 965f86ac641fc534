from datetime import date, datetime

from sqlmodel import CheckConstraint, Field, UniqueConstraint

from quarter.charters.domain import BenchRule, Majority, Quorum
from quarter.foundation.models import StoredEnum, Table, one_of


class Charter(Table, table=True):
    """A version of the group's rules. Decisions keep the version they were made under."""

    __tablename__ = "charter"
    __table_args__ = (
        UniqueConstraint("group_id", "version"),
        CheckConstraint(one_of("majority", Majority), name="majority"),
        CheckConstraint(one_of("bench_rule", BenchRule), name="bench_rule"),
        CheckConstraint("quorum_percent BETWEEN 0 AND 100", name="quorum_percent"),
        CheckConstraint("quorum_per_bench >= 0", name="quorum_per_bench"),
        CheckConstraint("answer_days > 0", name="answer_days"),
        CheckConstraint("objection_days > 0", name="objection_days"),
        CheckConstraint("notice_days >= 0", name="notice_days"),
    )

    id: int = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="working_group.id")
    version: int
    adopted_on: date
    quorum_percent: int = 50
    quorum_per_bench: int = 1
    majority: Majority = Field(default=Majority.SIMPLE, sa_type=StoredEnum(Majority))
    bench_rule: BenchRule = Field(default=BenchRule.EACH_IN_FAVOUR, sa_type=StoredEnum(BenchRule))
    answer_days: int = 14
    objection_days: int = 14  # to object to minutes after they went round
    notice_days: int = 7  # from the invitation to the meeting
    silence_approves: bool = False  # minutes without objections are approved when these days are over
    created_at: datetime

    @property
    def quorum(self) -> Quorum:
        return Quorum(self.quorum_percent, self.quorum_per_bench)
