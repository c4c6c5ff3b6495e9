"""Kinds of jobs that only the tests know."""

import sys
from itertools import count

from portal import journal
from portal.accounts.models import Unit
from portal.errors import N_, Refusal
from portal.jobs.registry import job

NAMED = N_("%(name)s已经改名。")


@job("test.rename", N_("改名"))
def rename(task):
    """Rename a unit in the one write transaction."""
    unit = task.session.get_one(Unit, task.params["unit"])
    task.progress(1, 2)
    with task.write() as now:
        unit.section = unit.section + "甲"
        journal.record(task.session, "unit.rename", unit, actor=None, now=now)
        task.finish({"sentence": NAMED, "params": {"name": unit.name}, "address": f"/desk/units/{unit.id}"})


def say(words: str) -> None:
    """Tell the test, which reads what the worker prints."""
    print(words, flush=True)


@job("test.halfway")
def halfway(task):
    """Stop in the middle of the write transaction until the test sends a line."""
    with task.write() as now:
        unit = task.session.get_one(Unit, 1)
        unit.section = unit.section + "甲"
        journal.record(task.session, "unit.rename", unit, actor=None, now=now)
        task.session.flush()
        say("halfway")
        sys.stdin.readline()
    say("stored")


@job("test.endless")
def endless(task):
    """Work without end, until somebody stops it."""
    task.progress(0)
    say("running")
    for number in count(1):
        task.progress(number)


@job("test.refused")
def refused(_task):
    """A rule says no."""
    raise Refusal(N_("第%(row)s行没有日期。"), row=3)


@job("test.broken")
def broken(task):
    """A mistake in the code, after something was changed."""
    with task.write() as now:
        unit = task.session.get_one(Unit, 1)
        unit.section = "半截"
        journal.record(task.session, "unit.rename", unit, actor=None, now=now)
        task.session.flush()
        raise ZeroDivisionError


@job("test.count")
def count_up(task):
    """Only computes."""
    for number in range(task.params["to"]):
        task.progress(number, task.params["to"])
    return {"sentence": N_("数完了。")}
