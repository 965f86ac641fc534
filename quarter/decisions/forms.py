"""Putting a question, opening its vote, voting, and counting hands."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from quarter.charters.domain import BenchPresence
from quarter.decisions.domain import BenchVotes, Choice, Method
from quarter.foundation import clock
from quarter.foundation.multilingual import label
from quarter.topics.queries import TopicChoice
from quarter.web.forms import (
    ChoiceField,
    Form,
    IntegerField,
    LanguageField,
    LocalDateTimeField,
    LongTextField,
    Option,
    RadioChoiceField,
    TextField,
    ValidationError,
    at_most,
    enum_choices,
    optional_int,
    required,
)
from quarter.web.locale import gettext
from quarter.web.locale import lazy_gettext as _l


class QuestionForm(Form):
    """A question to the group, with a deadline unless it is counted in the room."""

    title = TextField(_l("Title"), [required(_l("Please give the question a short title.")), at_most(160)])
    question = LongTextField(
        _l("What is the group to decide?"),
        [required(_l("Please write the question, so that one can say yes or no to it.")), at_most(5000)],
    )
    lang = LanguageField(_l("Language of your text"))
    topic = ChoiceField(_l("Topic"), coerce=optional_int)
    closes_at = LocalDateTimeField(
        _l("Voting ends"), [required(_l("Please choose the day and time at which voting ends."))]
    )

    def offer_topics(self, topics: Iterable[TopicChoice]) -> None:
        """Let people choose among the group's topics, or none."""
        self.topic.choices = [Option("", gettext("No topic")), *(Option(topic.id, topic.title) for topic in topics)]

    def keep_matter(self, method: Method) -> None:
        """For new words: topic and way of voting stay; in the room there is no deadline."""
        del self.topic
        if method is Method.ROOM:
            del self.closes_at

    def validate_closes_at(self, field: LocalDateTimeField) -> None:
        if field.data and field.data <= clock.now():
            raise ValidationError(_l("This time has passed. Please choose a later one."))


class OpenForm(Form):
    closes_at = QuestionForm.closes_at
    validate_closes_at = QuestionForm.validate_closes_at


class CastForm(Form):
    choice = RadioChoiceField(
        _l("Your vote"),
        [required(_l("Please choose: in favour, against, or abstain."))],
        choices=enum_choices(Choice),
        coerce=Choice,
    )


class VotesField(IntegerField):
    """How many hands; left empty it is none."""

    data: int | None

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = int(valuelist[0].strip() or 0) if valuelist else 0
        except ValueError:
            self.data = None
            raise ValueError(gettext("Please write a whole number, for example 4.")) from None

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and self.data < 0:
            raise ValidationError(gettext("A number of votes cannot be below zero."))


class BenchFields(NamedTuple):
    """The fields of one bench, for the template."""

    presence: BenchPresence
    yes: VotesField
    no: VotesField
    abstain: VotesField

    @property
    def cast(self) -> int:
        return sum(field.data or 0 for field in (self.yes, self.no, self.abstain))

    @property
    def errors(self) -> list[str]:
        return [str(error) for field in (self.yes, self.no, self.abstain) for error in field.errors]


class CountForm(Form):
    """Raised hands by bench; made by `count_form` for the benches of a meeting."""

    presences: Sequence[BenchPresence] = ()

    def benches(self) -> Iterator[BenchFields]:
        """The benches where somebody is present, each with its three fields."""
        for presence in self.presences:
            if presence.present:
                yield BenchFields(presence, *(self[_name(presence, choice)] for choice in Choice))

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        counted = [bench for bench in self.benches() if not bench.errors]
        too_many = [bench for bench in counted if bench.cast > bench.presence.present]
        for bench in too_many:
            bench.yes.errors = [_too_many(bench)]
        if is_valid and not any(bench.cast for bench in counted):
            self.problems.append(gettext("No hand is written down yet, and a count cannot be taken back."))
            return False
        return is_valid and not too_many

    def votes(self) -> list[BenchVotes]:
        """What was counted, for `service.record_count`: all benches, also those where nobody is."""
        counted = {bench.presence.bench: bench for bench in self.benches()}
        return [_votes_of(presence, counted.get(presence.bench)) for presence in self.presences]


def count_form(presences: Sequence[BenchPresence]) -> CountForm:
    """A form that asks each bench with somebody present (see `find_quorum(...).benches`) for its votes."""
    fields = {
        _name(presence, choice): VotesField(_label(presence, choice), default=0)
        for presence in presences
        for choice in Choice
        if presence.present
    }
    form: CountForm = type("CountForm", (CountForm,), fields)()
    form.presences = presences
    return form


def _name(presence: BenchPresence, choice: Choice) -> str:
    return f"{presence.bench.value}_{choice.value}"


def _label(presence: BenchPresence, choice: Choice) -> str:
    bench, word = gettext(label(presence.bench)), gettext(label(choice))
    return gettext("%(bench)s, %(choice)s", bench=bench, choice=word)


def _too_many(bench: BenchFields) -> str:
    return gettext(
        "These are %(cast)s votes, but only %(present)s of this bench are present. Please count again.",
        cast=bench.cast, present=bench.presence.present,
    )  # fmt: skip


def _votes_of(presence: BenchPresence, bench: BenchFields | None) -> BenchVotes:
    counted = {choice.value: getattr(bench, choice.value).data for choice in Choice} if bench else {}
    return BenchVotes(presence.bench, seats=presence.seats, present=presence.present, **counted)
