"""All tables of the house, for migrations and for whoever needs the whole `metadata`."""

from sqlmodel import SQLModel

import quarter.accounts.models
import quarter.actions.models
import quarter.decisions.models
import quarter.foundation.outbox
import quarter.groups.models
import quarter.issues.models
import quarter.meetings.models
import quarter.planning.models
import quarter.topics.models
import quarter.web.idempotency  # noqa: F401

metadata = SQLModel.metadata
