"""Lists of the desk remember how a person last narrowed and sorted them: in a cookie of their browser, apart for each person.

Only codes are kept, never words somebody searched for: a name typed into a search does not stay on a shared machine.
"""

import json
from functools import wraps
from urllib.parse import urlencode

from flask import make_response, redirect, request

from portal.web import person, remember

COOKIE = "lists"
MOST = 12


def remembered(*names: str):
    """Declare, below @allow, that a list keeps these arguments of its address.

    A form that narrows it carries `keep=1`; the bare address then shows the list as it was last narrowed, and `all=1` forgets.
    Links that narrow it for once, as from the day's page, carry no `keep` and change nothing that is remembered.
    """

    def declare(view):
        @wraps(view)
        def listed(*subjects):
            kept, place = _kept(), request.path
            if "all" in request.args:
                kept.pop(place, None)
                return _keeping(redirect(request.script_root + place), kept)
            if not request.args and place in kept:
                return redirect(f"{request.script_root}{place}?{urlencode(kept[place])}")
            answer = make_response(view(*subjects))
            return _keeping(answer, _with(kept, place, names)) if "keep" in request.args else answer

        return listed

    return declare


def _kept() -> dict[str, dict[str, str]]:
    """What this browser keeps for this person: by the path of the list, the arguments; the next person begins anew."""
    try:
        kept = json.loads(request.cookies.get(COOKIE, "{}"))
        return {place: dict(chosen) for place, chosen in kept["lists"].items()} if kept["person"] == person().id else {}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _with(kept: dict, place: str, names: tuple[str, ...]) -> dict:
    """The same with what this request asks for, as the newest."""
    asked = {name: request.args[name][:40] for name in names if request.args.get(name)}
    others = {each: chosen for each, chosen in kept.items() if each != place}
    return others | {place: asked} if asked else others


def _keeping(answer, kept: dict):
    newest = dict(list(kept.items())[-MOST:])
    told = json.dumps({"person": person().id, "lists": newest}, separators=(",", ":"))
    return remember(answer, COOKIE, told)
