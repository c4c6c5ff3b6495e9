"""The list of the desk: filtered, searched, sorted, paged, at a cost that does not grow."""

import re

from portal.clock import beijing_date
from portal.opinions.actions import create_theme, decide_theme, enter_paper, mark, place_points, withdraw
from portal.opinions.actions.indexing import index_new_opinions
from portal.opinions.queries.desk import PAGE
from portal.permissions import Role
from tests.builders import a_user
from tests.opinions.desk import desk_of, listed
from tests.opinions.matter import a_request, an_opinion


def test_the_list_is_filtered_searched_and_sorted(staff, session, write, matter):
    with write() as now:
        elevator = an_opinion(session, matter, now, "a")
        toilet = an_opinion(session, matter, now, "b", text="要有厕所，100%需要。")
        glad = an_opinion(session, matter, now, "c", stance="support", text="")
        withdraw(session, an_opinion(session, matter, now, "d"), now=now)
        copy = an_opinion(session, matter, now, "e", text="二层电梯")
        mark(session, copy, "repeated", "同一人。", elevator, actor=matter.handler, now=now)
        enter_paper(session, matter.consultation, channel="post", stance="oppose", text="𠮷野家吵", received_on=beijing_date(now),
                    source="信", token="f", actor=matter.handler, now=now)
        theme = create_theme(session, matter.consultation, "厕所", actor=matter.handler, now=now)
        place_points(session, theme, toilet.points, actor=matter.handler, now=now)
        decide_theme(session, theme, verdict="explained", reason="一层已有厕所两处。", changed_place="", seen_revision=1,
                     actor=matter.handler, now=now)
    cases = {
        "": [6, 5, 4, 3, 2, 1], "sort=oldest": [1, 2, 3, 4, 5, 6], "sort=received": [6, 5, 4, 3, 2, 1],
        "stance=support": [3], "channel=post": [6], "party=department": [], "overdue=1": [],
        "bucket=counted": [6, 3, 2, 1], "bucket=withdrawn": [4], "bucket=repeated": [5], "bucket=late": [],
        "theme=none": [6, 1], f"theme={theme.id}": [2], "answered=no": [6, 1], "answered=yes": [3, 2],
        "q=梯": [5, 4, 1], "q=电梯": [5, 4, 1], "q=有厕所": [2], "q=𠮷": [6], "q=100%25": [2], "q=_": [], "q=3": [3],
        "q=电梯&bucket=counted": [1], "stance=nonsense&theme=999&sort=x&after=x": [6, 5, 4, 3, 2, 1],
    }
    assert {query: listed(staff.get(f"{desk_of(matter)}?{query}").text) for query in cases} == cases
    assert glad.points[0].no_demand


def test_pages_follow_each_other_without_gap_or_overlap(staff, session, write, matter):
    with write() as now:
        for at in range(PAGE * 2 + 3):
            an_opinion(session, matter, now, f"t{at}", stance="support", text="")
    for sort in ("newest", "oldest", "received"):
        seen, address = [], desk_of(matter, sort=sort)
        while address:
            page = staff.get(address).text
            seen += listed(page)
            older = re.search(r'class="button older" href="([^"]+)"', page)
            address = older and older.group(1).replace("&amp;", "&")
        assert sorted(seen) == list(range(1, PAGE * 2 + 4)) and len(seen) == len(set(seen))


def test_a_page_takes_as_many_statements_for_many_rows_as_for_few(session, write, sign_in, matter, count_statements):
    staff = sign_in(matter.handler)

    def statements():
        with write() as now:
            theme = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
            for _ in range(10):
                opinion = an_opinion(session, matter, now, f"t{session.info.setdefault('n', 0)}", street=matter.street)
                session.info["n"] += 1
                place_points(session, theme, opinion.points, actor=matter.handler, now=now)
            a_request(session, matter, now, "expert", user=a_user(session, now, Role.EXPERT))
        pages = (desk_of(matter), f"/desk/opinions/{opinion.id}", f"/desk/themes/{theme.id}",
                 f"/desk/proposals/{matter.number}/themes", desk_of(matter) + "/enter")
        return [len(count_statements(staff, page)) for page in pages]

    assert statements() == statements()


QUERIES = ("", "sort=oldest", "sort=received", "after=55", "q=梯", "q=电梯", "q=二层应当有电梯", "q=5", "stance=suggest",
           "channel=web", "party=resident", "bucket=counted", "bucket=withdrawn", "theme=none", "theme={theme}",
           "answered=no", "answered=yes", "overdue=1",
           "q=电梯&stance=suggest&channel=web&answered=no", "q=电梯&theme={theme}&sort=received")


def test_the_list_takes_at_most_eight_statements_however_it_is_narrowed(session, write, sign_in, matter, count_statements):
    with write() as now:
        theme = create_theme(session, matter.consultation, "电梯", actor=matter.handler, now=now)
        opinions = [an_opinion(session, matter, now, f"t{number}", street=matter.street) for number in range(PAGE + 10)]
        place_points(session, theme, opinions[0].points, actor=matter.handler, now=now)
        index_new_opinions(session)
    staff = sign_in(matter.handler)
    sent = {query: len(count_statements(staff, f"{desk_of(matter)}?{query.format(theme=theme.id)}")) for query in QUERIES}
    assert max(sent.values()) <= 8, sent
