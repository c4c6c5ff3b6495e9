"""The edge of HTTP: who asks, what they may open, the write transaction, and refusals shown as pages."""

from collections.abc import Callable
from contextlib import contextmanager
from functools import lru_cache, partial, wraps

from flask import Flask, Response, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from portal.accounts.queries import actor_of
from portal.errors import N_, Missing, NotPermitted, Refusal
from portal.extensions import db
from portal.i18n import say, this_page
from portal.permissions import CAPABILITIES, Actor, may
from portal.transaction import write_transaction

MOST_TAKEN_IN = 1024**3  # bytes
YEAR = 365 * 24 * 3600  # seconds


def now():
    """The present instant by the app's clock."""
    return current_app.extensions["clock"].now()


def actor() -> Actor:
    """Who makes this request, with the memberships valid now."""
    known = g.get("actor")
    if known is None:
        known = g.actor = actor_of(db.session, current_user, now()) if current_user.is_authenticated else Actor()
    return known


def person():
    """The signed-in User, or None."""
    return current_user._get_current_object() if current_user.is_authenticated else None


@contextmanager
def write():
    """The write transaction of this request: `with write() as now: action(db.session, …)`. Jobs it asked for start after it."""
    with write_transaction(db.session, current_app.extensions["clock"]) as now:
        yield now
    current_app.extensions["jobs"].hand_over(db.session)


def allow(capability: str, load: Callable | None = None):
    """Declare who may open a view. With `load`, the view receives what load(**url_arguments) returns.

    A loaded object tells its owners by its `owners` property. Whoever may not is asked to sign in (when not
    signed in), or refused; what must not even be known of is reported as missing.
    """

    def declare(view):
        @wraps(view)
        def guarded(**arguments):
            subject = load(**arguments) if load else None
            if load and subject is None:
                raise Missing(N_("没有找到这个页面。"))
            require(capability, subject)
            return view(subject) if load else view(**arguments)

        guarded.capability = capability
        return guarded

    return declare


def require(capability: str, subject=None) -> None:
    """Refuse unless the asker holds `capability` over `subject`."""
    owners = subject.owners if subject is not None and hasattr(subject, "owners") else None
    if may(actor(), capability, owners):
        return
    if actor().user_id is None:
        abort(redirect(url_for("accounts.sign_in", next=this_page())))
    if owners is not None and owners.hidden_from:
        raise Missing(N_("没有找到这个页面。"))
    raise NotPermitted(N_("您的账号没有打开此页的权限。如果工作需要，请联系本单位联络员或系统管理员。"))


def can(capability: str, subject=None) -> bool:
    """Whether the asker may; for showing or leaving out a button. The views ask again."""
    return may(actor(), capability, getattr(subject, "owners", None))


def remember(answer: Response, name: str, value: str) -> Response:
    """Keep a choice in this browser for a year, for this site alone; it needs no account and names nobody."""
    path = current_app.config["APPLICATION_ROOT"]
    answer.set_cookie(name, value, max_age=YEAR, path=path, secure=current_app.config["SESSION_COOKIE_SECURE"], samesite="Lax")
    return answer


def held() -> frozenset[str]:
    """The capabilities the asker holds over something; for leaving out places of the desk nobody here may open."""
    return _held(actor().memberships)


@lru_cache(maxsize=256)
def _held(memberships: frozenset) -> frozenset[str]:
    return frozenset(each for each in CAPABILITIES if may(Actor(0, memberships), each))


def own_address(address: str) -> str:
    """An address of this site as given (a path, in the reader's language), anything else as the first page."""
    is_own = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return request.script_root + (address if is_own else "/")


def check_every_view_declares(app: Flask) -> None:
    """Refuse to start with a view that does not say who may open it."""
    for endpoint, view in app.view_functions.items():
        if endpoint != "static" and not hasattr(view, "capability"):
            raise RuntimeError(f"{endpoint} does not declare who may open it: add @allow(...)")


@contextmanager
def refusal_told():
    """What is refused inside is said on the next page: `with refusal_told(): act; return redirect(…)`."""
    try:
        yield
    except Refusal as refusal:
        flash(say(refusal.sentence, **refusal.params), "refusal")


def show_refusal(refusal: Refusal):
    """A refusal nobody handled nearer to the form, as a page of its own."""
    sentence = say(refusal.sentence, **refusal.params)
    return render_template("errors/refusal.html", sentence=sentence, clauses=refusal.clauses), refusal.status


def _take_in_the_rest() -> None:
    """Read what is still coming of a body that was too large: a connection cut in the middle shows no sentence at all."""
    left = min(request.content_length or 0, MOST_TAKEN_IN)
    while left > 0 and (chunk := request.environ["wsgi.input"].read(min(left, 2**20))):
        left -= len(chunk)


def _too_large(_error):
    _take_in_the_rest()
    sentence = say(N_("上传的文件太大。请压缩后再传，或分成几个文件。"))
    return render_template("errors/refusal.html", sentence=sentence, clauses=()), 413


def _plainly(sentence: str, status: int, error):
    """The page for what HTTP refuses; a refused method comes with those that are allowed."""
    methods = getattr(error, "valid_methods", None)
    headers = {"Allow": ", ".join(sorted(methods))} if methods else {}
    return render_template("errors/refusal.html", sentence=say(sentence), clauses=()), status, headers


def register_error_pages(app: Flask) -> None:
    """Plain sentences for what HTTP itself refuses."""
    sentences = {
        400: N_("这个请求不完整，或页面停留太久已经失效。请返回上一页，刷新后再试；您填写的内容可以先复制下来。"),
        404: N_("没有找到这个页面。网址可能写错了，也可能内容已经移走。"),
        405: N_("这个地址不能这样打开。请从首页重新进入。"),
        429: N_("操作太频繁了。请稍等几分钟再试。"),
        500: N_("系统出了差错，您的操作没有保存。请稍后再试；如果一直这样，请拨打页面底部的电话。"),
    }
    for status, sentence in sentences.items():
        app.register_error_handler(status, partial(_plainly, sentence, status))
    app.register_error_handler(413, _too_large)
