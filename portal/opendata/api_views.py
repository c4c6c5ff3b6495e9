"""Views: the interface for programs, read-only, its description for machines and for people."""

from flask import jsonify, render_template, request, url_for

from portal.errors import N_, Missing, Refusal
from portal.extensions import db
from portal.i18n import say
from portal.opendata import asking, openapi
from portal.opendata.queries import READ
from portal.opendata.values import DATASETS
from portal.opendata.views import NAMES, asked, base, bp, head
from portal.opendata.writing import plain
from portal.permissions import EVERYONE
from portal.web import allow, show_refusal


@bp.errorhandler(Refusal)
def refused(refusal: Refusal):
    """A refusal for a program: its sentence as a problem document; for a person: as a page."""
    if not request.path.startswith("/api/"):
        return show_refusal(refusal)
    problem = jsonify(type="about:blank", title=say(refusal.sentence, **refusal.params), status=refusal.status)
    problem.mimetype = openapi.PROBLEM
    return problem, refusal.status


@bp.get(f"/api/v1/{NAMES}")
@allow(EVERYONE)
def records(name: str):
    """Some records of a data set, and the address of the next ones."""
    dataset = DATASETS[name]
    wanted = asking.read(dataset, request.args.items(multi=True))
    limit = asking.at_once(wanted)
    found = READ[name](db.session, asked(wanted, limit + 1, wanted.get("after")))
    shown = found[:limit]
    following = wanted | {"after": shown[-1].place} if len(found) > limit else None
    return jsonify(records=[plain(each.values, dataset.fields, base()) for each in shown],
                   next=following and url_for("opendata.records", name=name, _external=True, **following))


@bp.get(f"/api/v1/{NAMES}/<key>")
@allow(EVERYONE)
def record(name: str, key: str):
    """One record by its key."""
    dataset = DATASETS[name]
    found = READ[name](db.session, asked({dataset.key: asking.key_of(dataset, key)}, 1))
    if not found:
        raise Missing(N_("没有这条记录，或者它还没有公布。"))
    return jsonify(plain(found[0].values, dataset.fields, base()))


@bp.get("/openapi.json")
@allow(EVERYONE)
def description():
    """The interface described for machines (OpenAPI 3.1)."""
    return jsonify(openapi.described(head(), base(), say))


@bp.get("/api")
@allow(EVERYONE)
def handbook():
    """The interface described for people who write programs."""
    return render_template("opendata/api.html", datasets=DATASETS.values(), head=head(),
                           paging=asking.pages_of(DATASETS["spaces"]), base=base())


@bp.get("/api/<path:rest>")
@allow(EVERYONE)
def nothing_here(rest: str):
    """Whatever else is asked for below /api: a problem document, not a page."""
    raise Missing(N_("没有这个地址。有哪些，请看 /api。"))
