"""Jobs: suggesting themes for the points that nobody has grouped."""

from portal.consultations.models import Consultation
from portal.errors import N_
from portal.jobs.registry import job
from portal.jobs.task import Task
from portal.opinions.actions.suggesting import keep_suggestions
from portal.opinions.queries.suggestions import loose_words


@job("opinions.suggest_themes", N_("建议归类"))
def suggest_themes(task: Task) -> None:
    """Suggest themes for the loose points of a consultation."""
    from portal.opinions.likeness.themes import group_themes  # scikit-learn takes a second to load

    consultation = task.session.get_one(Consultation, task.params["consultation_id"])
    loose = loose_words(task.session, consultation)
    found = [{
        "title": group.named.title, "points": [loose[place][0] for place in group.places],
        "speaking": [loose[place][0] for place in group.speaking], "words": [list(each) for each in group.named.words],
        "cohesion": group.cohesion,
    } for group in group_themes([words for _id, words in loose], task.progress)]
    with task.write() as now:
        keep_suggestions(task.session, consultation, found, now=now)
        task.finish({"address": f"/desk/proposals/{consultation.proposal.number}/suggestions"})
