"""Refusals that reach a person: a sentence, the clause behind it, and what to do next."""


def N_(sentence: str) -> str:
    """Mark a sentence for translation; the edge translates it when it is shown."""
    return sentence


class Refusal(Exception):
    """Something a rule or the state of things does not allow.

    `sentence` is a marked Chinese sentence with %(name)s placeholders, `params` fills them (a tuple holds marked words),
    `clauses` are rulebook clause ids, `field` names the form field it belongs to, if any.
    """

    status = 409

    def __init__(self, sentence: str, *, clauses: tuple[str, ...] = (), field: str | None = None, **params):
        super().__init__(sentence)
        self.sentence = sentence
        self.clauses = clauses
        self.field = field
        self.params = params

    def __str__(self) -> str:
        words = {name: "、".join(value) if isinstance(value, tuple) else value for name, value in self.params.items()}
        return self.sentence % words if words else self.sentence


class InvalidInput(Refusal):
    """What was typed or uploaded cannot be taken as it is."""

    status = 422


class NotPermitted(Refusal):
    """This person may not do this."""

    status = 403


class Missing(Refusal):
    """The thing asked for does not exist, or is not to be seen by this person."""

    status = 404


class EditedMeanwhile(Refusal):
    """Somebody else saved the same record first."""


class Several(InvalidInput):
    """Several things wrong at once; `problems` are shown each at its field."""

    def __init__(self, problems: "list[InvalidInput]"):
        super().__init__(problems[0].sentence, clauses=problems[0].clauses, field=problems[0].field, **problems[0].params)
        self.problems = problems
