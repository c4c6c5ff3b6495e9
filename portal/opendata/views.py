"""Views: open data for people – what there is, what each field means, and the files."""

from collections.abc import Iterator

from flask import Blueprint, Response, current_app, jsonify, render_template, request, stream_with_context

from portal.clock import beijing, beijing_date
from portal.errors import N_, Missing
from portal.extensions import db
from portal.i18n import say
from portal.opendata import asking, openapi, writing
from portal.opendata.queries import READ, Asked
from portal.opendata.values import DATASETS, Dataset
from portal.permissions import EVERYONE
from portal.web import allow, now

bp = Blueprint("opendata", __name__)
AT_ONCE = 500
NAMES = "<any(proposals, spaces, outcomes, verdicts):name>"


@bp.after_request
def open_to_every_site(response: Response) -> Response:
    """Let pages of other sites read it: it is open, and no cookie is sent along."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@bp.get("/data")
@allow(EVERYONE)
def index():
    """The data sets, their files and the licence."""
    return render_template("opendata/index.html", datasets=DATASETS.values(), head=head())


@bp.get(f"/data/{NAMES}")
@allow(EVERYONE)
def dictionary(name: str):
    """What one data set holds, field by field."""
    return render_template("opendata/dataset.html", dataset=DATASETS[name], head=head())


@bp.get("/data/datapackage.json")
@allow(EVERYONE)
def package():
    """The same for machines."""
    return jsonify(openapi.package(head(), base(), say))


@bp.get(f"/data/{NAMES}.<any(csv, json, geojson):kind>")
@allow(EVERYONE)
def download(name: str, kind: str):
    """A data set as a file, written while it is read; narrowed by the same parameters as the interface for programs."""
    dataset = DATASETS[name]
    if kind not in dataset.kinds:
        raise Missing(N_("这份数据没有这种格式。"))
    narrowed = asking.read(dataset, request.args.items(multi=True), paging=False)
    about = head() | {"dataset": name, "made_at": beijing(now()).isoformat(timespec="seconds")}
    pieces = writing.write(kind, dataset, stream_with_context(_records(dataset, narrowed)), about, base())
    response = Response(pieces, content_type=f"{writing.MEDIA_TYPES[kind]}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{beijing_date(now()):%Y%m%d}.{kind}"'
    response.headers["Cache-Control"] = "no-cache"
    return response


def _records(dataset: Dataset, narrowed: dict) -> Iterator[dict]:
    """Every record, read in batches; the database is left in peace between them."""
    after = None
    while True:
        found = READ[dataset.name](db.session, asked(narrowed, AT_ONCE, after))
        db.session.rollback()
        yield from (record.values for record in found)
        if len(found) < AT_ONCE:
            return
        after = found[-1].place


def asked(narrowed: dict, limit: int, after: str | None = None) -> Asked:
    """What is asked for now, with this site's limit for small groups."""
    least = current_app.extensions["settings"].small_group
    return Asked(now=now(), limit=limit, least=least, narrowed=narrowed, after=after)


def base() -> str:
    """The address of this site, in the reader's language, without the last slash."""
    return request.root_url.rstrip("/")


def head() -> dict:
    """What every file says of itself."""
    settings = current_app.extensions["settings"]
    return {"title": say(N_("西城区腾退空间再利用意见征集")), "publisher": settings.site_host_unit,
            "licence": settings.data_licence, "licence_address": settings.data_licence_address}


from portal.opendata import api_views  # noqa: E402, F401  (registers its views on bp)
