"""The public page “谁需要被征求意见？” as a resident uses it, the clauses, and the list of rules."""

import html as entities
import re

import pytest

from portal.permissions import Role
from portal.proposals.actions import save_form
from portal.rulebook.book import current_book
from portal.rulebook.conditions import CONDITIONS
from portal.words import WORDS
from tests.builders import a_unit, a_user
from tests.i18n_check import chinese_outside, everything_translated

BOOK = current_book()
COURTYARD_SHOP = {"kind": "courtyard", "use": ["便利店"], "street": "什刹海街道", "headquarters": "什刹海阜景指挥部"}


def ask(client, *, language="", **chosen):
    """The words of the answer's page; without choices, of the empty form."""
    return text_of(client.get(f"{language}/rules", query_string=chosen))


def text_of(response):
    """The words of a page's main part."""
    main = response.text.split("<main", 1)[1].split("</main>")[0]
    blocks = re.sub(r"<[^>]+>", " ", re.sub(r"</?(span|strong|a)\b[^>]*>", "", main))
    return entities.unescape(re.sub(r"\s+", " ", blocks))


def in_order(page, *words):
    return re.search(".*?".join(re.escape(word) for word in words), page) is not None


def test_without_a_choice_there_is_the_form_and_no_answer(client):
    page = ask(client)
    assert "这是一处什么空间" in page
    assert "要问这些人" not in page
    assert "有几处需要改一改" not in page


def test_a_courtyard_shop_asks_the_departments_first_and_then_the_five(client):
    page = ask(client, **COURTYARD_SHOP)
    assert in_order(
        page, "要问这些人", "先问相关部门", "区商务局、区市场监管局、市规划自然资源委西城分局", "其他相关部门",
        "他们都答复以后，再问这几方", "专家、责任规划师、相关权利人", "向居民公开征求", "部门意见一致后，报分管区领导",
    ), page  # fmt: skip
    then = page.split("他们都答复以后")[1].split("向居民公开征求")[0]
    assert all(party in then for party in ("什刹海街道办事处", "相关行业主管部门"))


def test_every_party_opens_the_text_that_asks_for_it(client):
    response = client.get("/rules", query_string=COURTYARD_SHOP)
    lines = re.findall(r"<li><p><strong>.*?</li>", response.text, re.S)
    assert len(lines) == 7
    for line in lines:
        assert '<blockquote lang="zh">' in line, line
    assert BOOK.clause("附件三(三)3").quote in response.text
    assert BOOK.clause("附件三(三)2").quote in response.text


def test_the_headquarters_of_the_area_promotes_a_courtyard(client):
    page = ask(client, **COURTYARD_SHOP)
    assert in_order(page, "谁来推动", "什刹海阜景指挥部", "居民有多长时间")


def test_an_unauthorised_building_is_promoted_by_its_subdistrict_which_gives_its_own_opinion(client):
    page = ask(client, kind="unauthorised", street="牛街街道", use=["口袋公园"])
    assert in_order(page, "谁来推动", "牛街街道办事处", "居民有多长时间")
    assert "不给自己发函" in page


def test_a_wholesale_market_says_that_a_lead_must_be_chosen(client):
    page = ask(client, kind="wholesale_market", street="展览路街道", use=["停车设施"])
    assert in_order(page, "要先定下由哪一家牵头", "西城园管委会", "北展地区指挥部")
    assert "各街道办事处作为违建" not in page


@pytest.mark.parametrize("kind", ["industry", "by_reference"])
def test_where_nobody_is_named_the_office_designates(client, kind):
    page = ask(client, kind=kind, street="月坛街道", use=["停车设施"])
    assert "请报联席会议办公室（区发展改革委）指定" in page


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({}, "至少5个工作日"), ({}, "这个时间是内部设定，不是法律规定"),
        ({"major": "y"}, "至少30日（缩短的，要公布理由）"),
        ({"planning": "y"}, "至少30日（不得缩短）"), ({"off_ledger": "y"}, "请先补录台账"), ({"change": "y"}, "重新上会审议"),
        ({"use": "餐饮"}, "区商务局"),
        ({"use": ["停车设施"]}, "“原则上”要问"),
    ],
)  # fmt: skip
def test_what_is_ticked_changes_the_answer(client, chosen, sentence):
    assert sentence in ask(client, kind="basement", street="月坛街道", **chosen)


def test_the_answer_says_what_was_asked(client):
    page = ask(client, **COURTYARD_SHOP)
    assert "您选的是：平房院落、便利店、什刹海街道、什刹海阜景指挥部。" in page


NONSENSE = [{"kind": "castle"}, {"kind": "basement", "use": ["餐饮", "造船"]}, {"kind": "basement", "street": "东华门街道"}]


@pytest.mark.parametrize("chosen", NONSENSE)
def test_nonsense_gets_a_sentence_and_the_rest_is_kept(client, chosen):
    response = client.get("/rules", query_string=chosen | {"headquarters": "天桥演艺区指挥部"})
    assert response.status_code == 200
    page = text_of(response)
    assert "选项里没有这一项" in page
    assert "要问这些人" not in page
    assert re.search(r'<option[^>]* selected[^>]*value="天桥演艺区指挥部"', response.text)


def test_a_form_sent_without_the_kind_of_space_asks_for_it(client):
    assert "请先选择空间的类型" in ask(client, kind="", street="牛街街道")


def test_what_staff_added_to_the_catalogue_can_be_chosen(client, write, session):
    with write() as now:
        office = a_user(session, now, Role.OFFICE, a_unit(session, now, "区发展改革委"))
        save_form(
            session, None, name="宠物医院", tier="also", parent=None, is_commercial=False, reason="医疗服务",
            actor=office, now=now,
        )
    page = ask(client, kind="basement", street="月坛街道", use="宠物医院")
    assert "您选的是：普通地下室、宠物医院" in page
    assert "区商务局、" not in page


@pytest.mark.parametrize("address", ["/rules", "/rules?kind=courtyard&use=便利店", "/rules/all", "/rules/clauses/附件三(三)3"])
def test_a_page_takes_at_most_one_statement(client, count_statements, address):
    assert len(count_statements(client, address)) <= 1


ENGLISH = [
    "/en/rules", "/en/rules?kind=courtyard&use=便利店&street=牛街街道&headquarters=北展地区指挥部&major=y&planning=y&change=y",
    "/en/rules?kind=wholesale_market&off_ledger=y", "/en/rules?kind=by_reference&off_ledger=y&use=口袋公园",
    "/en/rules?kind=castle", "/en/rules/all", *(f"/en/rules/clauses/{clause_id}" for clause_id in BOOK.clauses),
]  # fmt: skip


def test_an_english_page_has_no_chinese_but_what_it_announces(client):
    with everything_translated():
        found = {address: chinese_outside(client.get(address).text) for address in ENGLISH}
    assert {address: words for address, words in found.items() if words} == {}


def test_the_english_page_shows_english_names_and_chinese_quotes(client):
    page = client.get("/en/rules", query_string=COURTYARD_SHOP).text
    assert "Courtyard houses" in page
    assert "Convenience store" in page
    assert f'<blockquote lang="zh">{BOOK.clause("附件三(三)2").quote}</blockquote>' in page


def test_every_clause_has_its_page_with_its_quote_its_document_and_its_rules(client):
    for clause in BOOK.clauses.values():
        page = text_of(client.get(f"/rules/clauses/{clause.id}"))
        assert clause.quote in page
        assert clause.citation in page
        assert clause.document.title.zh in page
        for rule in BOOK.rules_of(clause.id):
            assert rule.title.zh in page
            assert rule.reading is None or rule.reading.zh in page


@pytest.mark.parametrize(
    ("clause_id", "words"),
    [
        ("附件三(三)3", "正式公布的文件"), ("民法典第279条", "法律法规"), ("公众参与办法（采纳情况）", "没有和正式文本核对过"),
        ("内部设定（征集时间）", "内部设定：由本系统规定，不是法律"),
    ],
)
def test_a_clause_says_what_kind_of_text_it_is(client, clause_id, words):
    assert words in text_of(client.get(f"/rules/clauses/{clause_id}"))


def test_an_unknown_clause_gets_a_sentence(client):
    response = client.get("/rules/clauses/附件九")
    assert response.status_code == 404
    assert "规则库中没有“附件九”这一条款" in text_of(response)


def test_all_rules_are_listed_and_each_leads_to_its_clause(client):
    response = client.get("/rules/all")
    page = text_of(response)
    assert all(rule.title.zh in page for rule in BOOK.rules.values())
    for address in set(re.findall(r'href="(/rules/clauses/[^"]+)"', response.text)):
        assert client.get(address).status_code == 200


def test_every_condition_has_its_words():
    assert set(WORDS["condition"]) == set(CONDITIONS)
    assert set(WORDS["source"]) == {document.status for document in BOOK.documents.values()}


def test_without_departments_named_the_open_list_is_called_by_its_name(client):
    page = ask(client, kind="basement", street="月坛街道", use="停车设施")
    assert "其他相关部门" not in page
    assert in_order(page, "问这几方，不分先后", "相关部门", "由提请部门看情况确定")
