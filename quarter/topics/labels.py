from quarter.foundation.events import Step, ThreadTexts
from quarter.foundation.multilingual import N_, Labels
from quarter.foundation.subjects import SubjectPage
from quarter.topics.events import TopicDescribed, TopicOpened

SUBJECT_PAGES = {
    "topic": SubjectPage("topics.show", "topic_id"),
}
LABELS: Labels = (
    {
        Step.RAISED: N_("Raised"),
        Step.PLANNED: N_("Planned"),
        Step.ON_AGENDA: N_("On the agenda"),
        Step.DECIDED: N_("Decided"),
        Step.AGREED: N_("Agreed"),
        Step.DONE: N_("Done"),
    },
)
THREAD_TEXTS: ThreadTexts = {
    TopicOpened: N_("The group opened this topic"),
    TopicDescribed: N_("The description was changed"),
}
