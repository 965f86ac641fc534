from datetime import timedelta
from enum import StrEnum

from quarter.foundation.actors import Actor
from quarter.foundation.policy import Rules, is_signed_in

# After which a sign-in ends by itself: an evening's work fits into the shorter one, and no night.
SIGN_IN_LASTS = timedelta(days=30)
SIGN_IN_LASTS_FOR_OTHERS = timedelta(hours=12)


class Permission(StrEnum):
    PROFILE = "accounts:profile"  # see and change one's own profile, end one's own sign-ins


def sign_in_lasts(actor: Actor) -> timedelta:
    """For how long somebody stays signed in: shorter for whoever acts for others (`Actor.acts_for_others`)."""
    return SIGN_IN_LASTS_FOR_OTHERS if actor.acts_for_others else SIGN_IN_LASTS


RULES: Rules = {Permission.PROFILE: ((is_signed_in,),)}
