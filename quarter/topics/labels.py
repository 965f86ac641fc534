from quarter.foundation.events import Step, declare_thread_texts
from quarter.foundation.multilingual import N_, declare_labels
from quarter.foundation.subjects import declare_subject
from quarter.topics.events import TopicDescribed, TopicOpened

declare_labels(
    {
        Step.RAISED: N_("Raised"),
        Step.PLANNED: N_("Planned"),
        Step.ON_AGENDA: N_("On the agenda"),
        Step.DECIDED: N_("Decided"),
        Step.AGREED: N_("Agreed"),
        Step.DONE: N_("Done"),
    }
)
declare_thread_texts(
    {
        TopicOpened: N_("The group opened this topic"),
        TopicDescribed: N_("The description was changed"),
    }
)
declare_subject("topic", endpoint="topics.show", parameter="topic_id")
