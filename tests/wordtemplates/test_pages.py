"""The page of templates: bringing one, what is refused there, putting it away; the unit's papers follow."""

from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from portal.permissions import Role
from portal.press.paper import Paper, Paragraph
from portal.wordtemplates.models import WordTemplate
from portal.wordtemplates.queries import template_in_use, write_docx
from tests.builders import a_unit, a_user
from tests.settings import TODAY
from tests.statements import counted
from tests.wordtemplates.samples import template

PAPER = Paper("标题", "区商务局", blocks=(Paragraph("正文。"),))


@pytest.fixture
def unit(session, write):
    with write() as now:
        return a_unit(session, now, "区商务局")


@pytest.fixture
def reviewer(session, write, sign_in, unit):
    with write() as now:
        person = a_user(session, now, Role.REVIEWER, unit)
    return sign_in(person)


def brought(client, unit, data: bytes, name: str = "本局模板.docx"):
    return client.post("/desk/templates", data={"unit": unit.id, "file": (BytesIO(data), name)}, follow_redirects=True)


def printed(app, session, unit) -> str:
    session.rollback()
    data = write_docx(session, app.extensions["storage"], unit.id, PAPER, TODAY)
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)


def test_the_units_papers_are_written_on_the_template_it_brought(app, session, unit, reviewer):
    assert "模板已经启用" in brought(reviewer, unit, template("本局专用")).text
    assert "本局专用" in printed(app, session, unit)


def test_a_newer_one_takes_the_place_of_the_one_before(app, session, unit, reviewer):
    brought(reviewer, unit, template("第一版"))
    brought(reviewer, unit, template("第二版"))
    assert "第二版" in printed(app, session, unit)
    assert len(session.scalars(select(WordTemplate).where(WordTemplate.put_away_at.is_(None))).all()) == 1


def test_without_one_the_layout_is_the_official_one(app, session, unit, reviewer):
    brought(reviewer, unit, template("本局专用"))
    address = f"/desk/templates/{template_in_use(session, unit.id).id}/put-away"
    assert "已停用" in reviewer.post(address, follow_redirects=True).text
    assert "本局专用" not in printed(app, session, unit) and "〔" in printed(app, session, unit)


def test_a_bad_one_is_refused_beside_its_field_and_nothing_is_kept(session, unit, reviewer):
    answer = brought(reviewer, unit, template("{{秘书}}"))
    assert answer.status_code == 422 and "不认识占位符 {{秘书}}" in answer.text
    assert template_in_use(session, unit.id) is None


def test_another_unit_cannot_be_chosen(session, write, unit, reviewer):
    with write() as now:
        other = a_unit(session, now, "区教委")
    assert brought(reviewer, other, template()).status_code == 422
    assert template_in_use(session, other.id) is None


def test_the_page_lists_the_placeholders_and_gives_a_sample(session, unit, reviewer):
    page = reviewer.get("/desk/templates").text
    assert "{{正文}}" in page and "还没有上传过模板" in page
    sample = reviewer.get("/desk/templates/starter.docx").data
    assert "模板已经启用" in brought(reviewer, unit, sample).text


def test_a_template_comes_back_as_it_was_brought(session, unit, reviewer):
    data = template("本局专用")
    brought(reviewer, unit, data)
    assert reviewer.get(f"/desk/templates/{template_in_use(session, unit.id).id}").data == data


def test_the_list_takes_as_many_statements_for_many_as_for_one(session, unit, reviewer):
    brought(reviewer, unit, template("一"))
    with counted() as few:
        reviewer.get("/desk/templates")
    for _ in range(3):
        brought(reviewer, unit, template("二"))
    with counted() as many:
        reviewer.get("/desk/templates")
    assert len(many) <= len(few)
