"""Which charter is in force."""

from datetime import date

from quarter.charters.models import Charter
from quarter.charters.queries import get_charter
from tests.conftest import NOW

TODAY = date(2026, 11, 23)


def test_the_charter_in_force_is_the_newest(session, world):
    session.add(Charter(group_id=world.group_id, version=2, adopted_on=TODAY, created_at=NOW, answer_days=7))
    assert get_charter(session, world.group_id).answer_days == 7
    assert get_charter(session, world.other_group_id).version == 1
