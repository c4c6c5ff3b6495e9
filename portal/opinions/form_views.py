"""Views: a printed form that came back is scanned, or its number typed, and its own entry page opens."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for

from portal import formnumbers
from portal.consultations.models import Consultation, Round
from portal.errors import InvalidInput, Missing
from portal.extensions import db
from portal.formnumbers import FormNumber
from portal.i18n import say
from portal.opinions.views import bp, key
from portal.permissions import Owners
from portal.web import allow


@dataclass(frozen=True)
class Printed:
    """A printed form and the consultation it belongs to."""

    number: FormNumber
    consultation: Consultation

    @property
    def owners(self) -> Owners:
        """It may be entered by whoever may enter words about this proposal."""
        return self.consultation.owners


def load_printed(code: str) -> Printed:
    """The form with this number. Raises InvalidInput for one nobody printed, Missing where its round is gone."""
    number = formnumbers.read(key(), code)
    found = db.session.get(Round, number.round_id)
    if found is None:
        raise Missing(formnumbers.WRONG)
    return Printed(number, found.consultation)


@bp.get("/desk/forms")
@allow("opinion.enter")
def scan():
    """Where the number of a printed form is typed or scanned."""
    typed = request.args.get("number", "").strip()[:200]
    wrong = None
    if typed:
        try:
            return redirect(url_for("opinions.scanned", code=formnumbers.read(key(), typed).digits))
        except InvalidInput as refusal:
            wrong = say(refusal.sentence)
    return render_template("opinions/scan.html", typed=typed, wrong=wrong), InvalidInput.status if wrong else 200


@bp.get("/desk/forms/<code>")
@allow("opinion.enter", load_printed)
def scanned(printed: Printed):
    """What the square code of a form holds: on to the entry page of its consultation."""
    number = printed.consultation.proposal.number
    return redirect(url_for("opinions.enter", number=number, form=printed.number.digits))
