"""Who may read about the quarters, and who dresses the site."""

import pytest

from quarter.foundation.policy import allows
from quarter.places.policy import Permission
from tests.groups.test_policy import EVERYBODY


@pytest.mark.parametrize(("permission", "who"), [(Permission.SEE, set(EVERYBODY)), (Permission.SET_THEME, {"admin"})])
def test_who_may_do_what(world, permission, who):
    assert {name for name in EVERYBODY if allows(getattr(world, name), permission)} == who
