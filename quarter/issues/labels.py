"""The words that people see for issues: states, categories, refusals, and the sentences of the thread."""

from quarter.foundation.events import ThreadTexts
from quarter.foundation.multilingual import N_, Labels
from quarter.foundation.subjects import SubjectPage
from quarter.issues.domain import Category, IssueRefusal, IssueState
from quarter.issues.events import (
    IssueAnswered,
    IssueAttachedToTopic,
    IssueDeclined,
    IssueDone,
    IssueInProgress,
    IssuePosted,
    IssueReworded,
    ResponsibleBodyAsked,
)

SUBJECT_PAGES = {
    "issue": SubjectPage("issues.show", "issue_id"),
}
LABELS: Labels = (
    {
        IssueState.NEW: N_("New"),
        IssueState.ANSWERED: N_("Answered"),
        IssueState.IN_PROGRESS: N_("In progress"),
        IssueState.DONE: N_("Done"),
        IssueState.DECLINED: N_("Declined"),
    },
    {
        Category.WASTE: N_("Waste and dirt"),
        Category.LIGHTING: N_("Lighting"),
        Category.TRAFFIC: N_("Streets and traffic"),
        Category.GREENERY: N_("Trees and greenery"),
        Category.PLAYGROUND: N_("Playgrounds"),
        Category.HOUSING: N_("Houses and flats"),
        Category.SAFETY: N_("Safety"),
        Category.OTHER: N_("Something else"),
    },
    {
        IssueRefusal.NOT_ASKED: N_("Another organisation has been asked to answer this issue meanwhile."),
        IssueRefusal.NOT_AN_ANSWER: N_("An answer cannot make an issue new again. Please choose what it makes of it."),
        IssueRefusal.OTHER_GROUP: N_("This topic belongs to another group. Choose a topic of this group."),
        IssueRefusal.ENOUGH_PHOTOS: N_("This issue has six photos already. Remove one before you add another."),
    },
)
THREAD_TEXTS: ThreadTexts = {
    IssuePosted: N_("Reported: %(title)s"),
    IssueReworded: N_("Reworded by whoever reported it: %(title)s"),
    ResponsibleBodyAsked: N_("%(organisation)s was asked to answer: %(title)s"),
    IssueAnswered: N_("%(organisation)s answered: %(title)s"),
    IssueInProgress: N_("%(organisation)s is working on it: %(title)s"),
    IssueDone: N_("%(organisation)s says it is done: %(title)s"),
    IssueDeclined: N_("%(organisation)s declined: %(title)s"),
    IssueAttachedToTopic: N_("Joined this topic: %(title)s"),
}
