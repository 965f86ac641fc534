from collections.abc import Mapping
from enum import StrEnum

from quarter.accounts.domain import NewsPace
from quarter.foundation.multilingual import N_, Labels

NEWS_PACES: Mapping[StrEnum, str] = {
    NewsPace.AT_ONCE: N_("At once, each in a mail of its own"),
    NewsPace.DAILY: N_("Once a day, together"),
    NewsPace.WEEKLY: N_("Once a week, together"),
    NewsPace.NEVER: N_("Not at all"),
}
LABELS: Labels = (NEWS_PACES,)
