import pytest

from quarter.accounts.policy import Permission
from quarter.foundation.policy import allows


@pytest.mark.parametrize(
    ("who", "may"), [("anonymous", False), ("resident", True), ("moderator", True), ("admin", True)]
)
def test_everybody_with_an_account_has_a_profile(world, who, may):
    assert allows(getattr(world, who), Permission.PROFILE) is may
