from quarter.foundation.events import Step, ThreadTexts
from quarter.foundation.multilingual import N_, Labels
from quarter.foundation.subjects import SubjectPage
from quarter.topics.domain import TopicRefusal
from quarter.topics.events import ThingAnnounced, TopicDescribed, TopicOpened

SUBJECT_PAGES = {
    "topic": SubjectPage("topics.show", "topic_id"),
    "announcement": SubjectPage("topics.announcement", "announcement_id"),
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
    {
        TopicRefusal.IS_PUBLIC: N_("Everybody can read this already, so there is nothing to announce."),
        TopicRefusal.IS_PRIVATE: N_("This is not the group's to announce: it came from something private."),
    },
)
THREAD_TEXTS: ThreadTexts = {
    TopicOpened: N_("The group opened this topic"),
    TopicDescribed: N_("The description was changed"),
    ThingAnnounced: N_("%(actor)s announced: %(title)s. Why: %(reason)s"),
}
