"""A paper on an office's own template: its words in their places, its tables and pictures in full, the template's look kept."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from portal.press.paper import Column, Figure, Heading, Paper, Paragraph, Table
from portal.wordtemplates.checks import check_template
from portal.wordtemplates.filling import write_on
from portal.wordtemplates.starter import starter
from tests.wordtemplates.samples import in_runs, saved, template, with_xml

TABLE = Table(
    "意见明细表", (Column("编号", 20), Column("意见原文", 100, True)), ((1, "希望多留车位。"), (2, "=1+1 {{标题}} <w:p/>"))
)
PAPER = Paper(
    "关于枫桦豪景底商方案的报告",
    "区商务局",
    note="（未完成稿）",
    blocks=(Heading(1, "一、概况"), Paragraph("共收到2条。"), Figure("各方意见", (("居民", 2),), "来源：汇总表"), TABLE),
    annexes=(TABLE,),
    addressee="区联席会议办公室",
    trace="截至2026年11月25日",
    copies=("区财政局", "牛街街道办事处"),
)


def written(data: bytes, paper: Paper = PAPER):
    check_template("模板.docx", data)
    return Document(BytesIO(write_on(data, paper)))


def texts(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def test_the_words_stand_in_their_places():
    document = written(
        template("{{主送}}：", "{{标题}}{{说明}}", "{{单位}} {{抄送}} {{附件清单}} {{数据说明}}", header="{{单位}}文件")
    )
    assert texts(document)[:3] == [
        "区联席会议办公室：",
        "关于枫桦豪景底商方案的报告（未完成稿）",
        "区商务局 区财政局，牛街街道办事处 意见明细表 截至2026年11月25日",
    ]
    assert document.sections[0].header.paragraphs[0].text == "区商务局文件"


def test_a_placeholder_cut_into_runs_is_filled_and_what_stands_around_it_stays():
    document = written(with_xml(in_runs("甲{", "{标", "题}", "}乙{{单位}}丙")))
    assert document.paragraphs[0].text == "甲关于枫桦豪景底商方案的报告乙区商务局丙"


def test_the_body_comes_in_full():
    document = written(template())
    assert texts(document)[:4] == ["一、概况", "共收到2条。", "各方意见", "来源：汇总表"]
    assert document.paragraphs[0].style.name == "Heading 1"
    assert [cell.text for cell in document.tables[-1].rows[2].cells] == ["2", "=1+1 {{标题}} <w:p/>"]
    assert len(document.inline_shapes) == 1


def test_annexes_follow_on_landscape_pages():
    upright, turned = written(template()).sections
    assert (upright.orientation, turned.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert len(written(template(), Paper("标题", "单位", blocks=PAPER.blocks)).sections) == 1


def test_the_templates_own_styles_go_before_ours():
    own = Document()
    own.styles["Heading 1"].font.name = "Own Face"
    own.add_paragraph("{{正文}}", "Body Text")
    document = written(saved(own))
    assert document.paragraphs[0].style.font.name == "Own Face"
    assert document.paragraphs[1].style.name == "Body Text"
    assert document.tables[-1].cell(1, 1).paragraphs[0].style.name == "Table Prose"


@pytest.mark.parametrize("words", ["{{正文}}", "=cmd()", "𠮷㐂\x00\u202e<&>", "{% x %}"])
def test_what_people_wrote_is_never_a_placeholder(words):
    document = written(template("{{标题}}"), Paper(words, "单位", blocks=(Paragraph(words),)))
    title, body = texts(document)
    assert title == body and "\x00" not in title and "\u202e" not in title


def test_the_sample_can_be_filled_as_it_is():
    document = written(starter(datetime(2026, 11, 25, tzinfo=UTC)))
    assert "关于枫桦豪景底商方案的报告" in texts(document) and "{{" not in "".join(texts(document))
