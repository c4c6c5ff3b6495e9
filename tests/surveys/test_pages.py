"""A survey through its pages: written and published at the desk, answered by anybody, entered from paper, read by all."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.clock import beijing_date
from portal.permissions import Role
from portal.surveys import actions
from portal.surveys.actions import Wording
from portal.surveys.models import Sheet, Survey
from portal.surveys.queries import figures_of
from portal.surveys.values import Said
from tests.builders import a_handler, a_reviewer, a_unit, a_user
from tests.opinions.matter import DAYS, a_matter
from tests.opinions.pages import send, token_on
from tests.surveys import matter as story
from tests.surveys.matter import HOURS, LIFT, MENU, ORDER, PAINT, REVIEW, STATED, WISHES, WORDS, answer, chose


@pytest.fixture
def handler(session, write):
    """Somebody of 区商务局, which asks about a market hall."""
    with write() as now:
        a_matter(session, now)
        return a_handler(session, now, "区商务局")


@pytest.fixture
def survey(session, write):
    """A published survey with a question of every kind but the menu."""
    with write() as now:
        return story.a_survey(session, now)


def fields(survey, *answers) -> dict:
    """A sheet as the browser sends it; `answers` by place."""
    keys = story.ids(survey)
    return {f"q{keys[place]}": said for place, said in answers} | {"version": survey.current.id}


FULL = ((HOURS, "1"), (WISHES, ["0", "2"]), (ORDER, ["2", "1", ""]), (WORDS, "多装几盏灯"))


def test_staff_build_a_questionnaire_and_publish_it(session, clock, sign_in, handler, write):
    desk = sign_in(handler)
    number = re.search(r"proposal-([\w-]+)", desk.get("/desk/surveys/new").text).group(1)
    made = desk.post("/desk/surveys/new", data={"about": f"proposal-{number}", "revision": 1, **STATED})
    address = made.location
    for kind, typed in (("single", {"options": "六点\n七点"}), ("text", {}), ("menu", {"scopes": "楼本体", "offered": LIFT})):
        sent = desk.post(f"{address}/questions/new?kind={kind}", data={"text": f"{kind}题", **typed})
        assert sent.status_code == 302
    page = desk.get(address).text
    assert "基础类12项（必做，全部列出）；自选类1项" in page and "/publish" not in page
    with write() as now:
        reviewer = a_reviewer(session, now, "区商务局")
    public = address.removeprefix("/desk")
    assert desk.get(public).status_code == 404
    done = sign_in(reviewer).post(f"{address}/publish", data={**REVIEW, "reviewed_on": "2026-06-10"}, follow_redirects=True)
    assert "问卷已经发布" in done.text
    assert "六点" in desk.get(public).text


def test_a_mistake_in_a_question_keeps_what_was_typed(sign_in, session, write):
    with write() as now:
        survey = story.a_draft_survey(session, now)
        handler = a_handler(session, now, survey.unit.name)
    address = f"/desk/surveys/{survey.id}/questions/new?kind=single"
    sent = sign_in(handler).post(address, data={"text": "几点？", "options": "六点"})
    assert sent.status_code == 422 and "至少两个选项" in sent.text and "六点" in sent.text


def test_anybody_answers_without_an_account(client, clock, session, survey):
    thanks = send(client, clock, f"/surveys/{survey.id}", **fields(survey, *FULL))
    assert thanks.status_code == 302
    assert "谢谢，您的答卷收到了" in client.get(thanks.location).text
    figures = figures_of(session, survey)
    assert figures.counted == 1
    assert [each.places for each in figures.questions[ORDER].lines] == [(0, 1, 0), (1, 0, 0), (0, 0, 0)]


def test_a_double_click_is_one_sheet(client, clock, session, survey):
    token = token_on(client.get(f"/surveys/{survey.id}").text)
    clock.advance(timedelta(seconds=30))
    for _ in range(3):
        client.post(f"/surveys/{survey.id}", data={"token": token, **fields(survey, *FULL)})
    assert len(session.scalars(select(Sheet)).all()) == 1


def test_what_is_wrong_is_told_at_its_question_and_nothing_is_lost(client, clock, session, survey):
    sent = send(client, clock, f"/surveys/{survey.id}", **fields(survey, (WISHES, ["0", "1", "2"]), (WORDS, "多装几盏灯")))
    assert sent.status_code == 422
    assert "这一题请回答" in sent.text and "最多选2项" in sent.text and "多装几盏灯" in sent.text
    assert sent.text.count("checked") == 3
    assert session.scalars(select(Sheet)).all() == []


def test_places_of_a_ranking_stay_chosen_after_a_mistake(client, clock, survey):
    sent = send(client, clock, f"/surveys/{survey.id}", **fields(survey, (HOURS, "0"), (ORDER, ["1", "1", ""])))
    assert "每一位只排一个" in sent.text and len(re.findall(r'<option value="1" selected>', sent.text)) == 2


def test_a_form_opened_before_a_new_version_is_taken_with_a_clear_word(client, clock, session, write, survey):
    address = f"/surveys/{survey.id}"
    token, old = token_on(client.get(address).text), fields(survey, *FULL)
    with write() as now:
        by = {"actor": a_handler(session, now, survey.unit.name), "now": now}
        actions.new_version(session, survey, note="加一题", **by)
        actions.add_question(session, survey, Wording("text", "新加的一题"), **by)
        story.published(session, now, survey)
    clock.advance(timedelta(seconds=30))
    sent = client.post(address, data={"token": token, **old}, follow_redirects=True)
    assert "您填的是改动以前的问卷，已经收下" in sent.text
    assert session.scalars(select(Sheet)).one().version.ordinal == 1
    assert "新加的一题" in client.get(address).text and "问卷改过" in client.get(address).text


def test_results_are_public_after_the_closing_and_small_groups_are_not_told(client, clock, session, write, survey):
    with write() as now:
        for number in range(7):
            answer(session, survey, now, {HOURS: chose("0" if number < 6 else "1"), WORDS: Said(text="我住3号楼")})
    address = f"/surveys/{survey.id}/results"
    early = client.get(address).text
    assert "已经收到答卷7份" in early and "早上六点" not in early
    clock.advance(timedelta(days=DAYS + 1))
    page = client.get(address).text
    assert "不是表决" in page and "我住3号楼" not in page and "写了文字的有7人" in page
    assert "从略" in page and "1 / 7" not in page
    assert client.get(f"/surveys/{survey.id}").location == address


def test_too_few_sheets_are_not_told_question_by_question(client, clock, session, write, survey):
    with write() as now:
        answer(session, survey, now, {HOURS: chose("0")})
    clock.advance(timedelta(days=DAYS + 1))
    page = client.get(f"/surveys/{survey.id}/results").text
    assert "答卷不足5份" in page and "早上六点" not in page


def test_nobody_answered_is_said_so(client, clock, survey):
    clock.advance(timedelta(days=DAYS + 1))
    page = client.get(f"/surveys/{survey.id}/results").text
    assert "未收到答卷" in page and "无异议" not in page and "100%" not in page


def test_the_menu_shows_who_pays_and_lets_nobody_vote_a_basic_item_away(client, session, write):
    with write() as now:
        survey = story.a_street_survey(session, now, MENU)
    page = client.get(f"/surveys/{survey.id}").text
    assert "基础类，必做" in page and "原则上由市区财政负担" in page
    assert "自选类，看居民意愿" in page and "由投资主体与居民协商解决" in page
    assert "2018—2020年（试行）" in page and PAINT in page
    assert "不要" not in re.sub(r"<p class=\"hint\".*?</p>", "", page).split("menu-question")[1].split("</fieldset>")[0]


def test_staff_enter_paper_and_go_on_with_the_next(sign_in, clock, session, write, survey):
    with write() as now:
        desk = sign_in(a_handler(session, now, survey.unit.name))
    address = f"/desk/surveys/{survey.id}/enter"
    sent = send(desk, clock, address, channel="counter", received_on="2026-06-10", source="社区收回", **fields(survey, *FULL))
    page = desk.get(sent.location).text
    assert "已录入第1份答卷" in page and "社区收回" in page
    assert figures_of(session, survey).on_paper == 1


def test_a_sheet_is_struck_out_with_its_reason_on_the_page(sign_in, session, write, survey):
    with write() as now:
        sheet = answer(session, survey, now, {HOURS: chose("0")})
        desk = sign_in(a_handler(session, now, survey.unit.name))
    page = desk.post(f"/desk/survey-sheets/{sheet.id}/strike", data={"reason": "录了两遍"}, follow_redirects=True).text
    assert "已作废" in page and "录了两遍" in page
    desk.post(f"/desk/survey-sheets/{sheet.id}/strike", data={"restore": "1"})
    assert figures_of(session, survey).counted == 1


def test_the_desk_records_the_basics_before_an_optional_item(sign_in, clock, session, write):
    with write() as now:
        survey = story.a_street_survey(session, now, MENU, days=0)
        answer(session, survey, now, {0: chose(LIFT)})
        desk = sign_in(a_handler(session, now, survey.unit.name))
    clock.advance(timedelta(days=1))
    address = f"/desk/surveys/{survey.id}/menu"
    today = beijing_date(clock.now()).isoformat()
    item = {"item-item": LIFT, "item-by_whom": "业主委员会", "item-decided_on": today}
    refused = desk.post(address, data=item)
    assert refused.status_code == 409 and "请先记录基础类" in refused.text and "业主委员会" in refused.text
    desk.post(address, data={"basics": "1", "basics-done_on": today, "basics-evidence": "竣工验收单"})
    assert "增设电梯" in desk.post(address, data=item, follow_redirects=True).text
    assert "由谁确定" in desk.get(f"/surveys/{survey.id}/results").text


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_the_figures_are_downloaded_as_a_paper(sign_in, session, write, survey, kind):
    with write() as now:
        answer(session, survey, now, {HOURS: chose("0"), WORDS: Said(text="多装灯")})
        desk = sign_in(a_handler(session, now, survey.unit.name))
    sent = desk.get(f"/desk/surveys/{survey.id}/results.{kind}")
    assert sent.status_code == 200 and len(sent.data) > 1000


def test_the_list_shows_what_asks_now(client, session, write, survey):
    with write() as now:
        draft = story.a_draft_survey(session, now, title="还没写完的问卷")
    page = client.get("/surveys").text
    assert survey.title in page and "正在调查" in page and draft.title not in page
    assert session.scalars(select(Survey)).all()


def test_a_street_worker_finds_the_surveys_of_the_street(sign_in, session, write, survey):
    with write() as now:
        street = survey.consultation.proposal.streets[0]
        other = a_unit(session, now, "德胜街道办事处")
        worker, elsewhere = (a_user(session, now, Role.STREET_WORKER, unit) for unit in (street, other))
    assert survey.title in sign_in(worker).get("/desk/surveys").text
    assert survey.title not in sign_in(elsewhere).get("/desk/surveys").text


LISTS = [(Role.OFFICE, "/desk/surveys"), (Role.STREET_WORKER, "/desk/surveys"), (None, "/surveys")]


@pytest.mark.parametrize(("role", "address"), LISTS)
def test_a_list_takes_no_more_statements_when_there_are_more_surveys(
        client, sign_in, session, write, survey, count_statements, role, address):
    with write() as now:
        unit = a_unit(session, now, "区发展改革委") if role is Role.OFFICE else survey.consultation.proposal.streets[0]
        reader = sign_in(a_user(session, now, role, unit)) if role else client
    reader.get(address)
    before = count_statements(reader, address)
    with write() as now:
        for _ in range(3):
            story.a_survey(session, now)
    assert len(count_statements(reader, address)) == len(before)
