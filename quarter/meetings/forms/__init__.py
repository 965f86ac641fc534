"""The shape of what people write about meetings, their agenda and their minutes."""

from quarter.meetings.forms.agenda import (
    CorrectionForm,
    DeclineProposalForm,
    FreeItemForm,
    PlaceForm,
    ProposalForm,
    TopicItemForm,
    WhichMeetingForm,
)
from quarter.meetings.forms.files import AttachmentForm, ImportForm
from quarter.meetings.forms.meetings import EndForm, MeetingForm, ReplyForm
from quarter.meetings.forms.minutes import ApproveForm, ObjectionAnswerForm, ObjectionForm, TranslationForm
from quarter.meetings.forms.room import ConflictForm, GuestForm, MotionForm, NotesForm, OfficesForm

__all__ = [
    "ApproveForm",
    "AttachmentForm",
    "ConflictForm",
    "CorrectionForm",
    "DeclineProposalForm",
    "EndForm",
    "FreeItemForm",
    "GuestForm",
    "ImportForm",
    "MeetingForm",
    "MotionForm",
    "NotesForm",
    "ObjectionAnswerForm",
    "ObjectionForm",
    "OfficesForm",
    "PlaceForm",
    "ProposalForm",
    "ReplyForm",
    "TopicItemForm",
    "TranslationForm",
    "WhichMeetingForm",
]
