"""One proposal from the ledger to the published decision, told by the people it passes; read from top to bottom."""

import re
from datetime import date

import pytest

from tests.browser.actors import Invited, Resident, Staff
from tests.files.samples import photo_with_place
from tests.ledger.files import HEADINGS, as_xlsx

PLACE, TITLE = "红莲南里3号地下室", "红莲南里3号地下室改为社区菜店"
LEDGER_ROW = ("XC-DX-0301", PLACE, "红莲南里3号楼地下一层", "地下", "普通地下室", "广安门外街道", "260", "2025-11-20")
TEXT = {
    "这件事是什么": "把闲置的地下室收拾出来，开一家社区菜店。",
    "这对我意味着什么": "买菜少走十分钟；早上七点到晚上八点营业，卸货不过夜。",
    "公开的咨询方式": "区房管局再利用科 010-00000000",
    "产权人": "北京某物业管理公司", "产权性质": "国有", "规划用途": "配套商业", "拟利用方向": "社区菜店",
    "安全情况结论": "符合安全使用要求", "安全情况依据": "房屋安全鉴定报告",
    "规划符合性": "符合核心区控规", "禁止和限制目录符合性": "不在禁止和限制目录内",
}
UNLOADING, PRICES = "早上六点前别卸货，大车一响全楼都醒。", "支持。菜价要贴在门口，老人看得清。"
AGAIN, RUBBISH = "还是我，菜价一定要贴出来。", "出售二手空调，电话见楼道。"
AGAINST, ON_PAPER = "地下室返潮，菜放不住。", "轮椅下不去，门口要有坡道。"
NOTICE = "红莲南里3号地下室可以开社区菜店，七点后卸货，门口设坡道，8月底前改造完。"
COOLING, WELCOME, ENTRANCE = "生鲜要有冷藏设备，方案里写明。", "居民盼了两年，支持。", "入口朝南，和小区动线不冲突。"


@pytest.fixture
def ledger_file(tmp_path):
    """The unit's ledger as it keeps it: an xlsx with a title above the headings."""
    path = tmp_path / "区房管局台账.xlsx"
    path.write_bytes(as_xlsx(LEDGER_ROW, headings=HEADINGS, above=[("腾退空间台账",)]))
    return path


@pytest.fixture
def photo(tmp_path):
    """A picture from a phone, which knows where it was taken."""
    path = tmp_path / "门口.jpg"
    path.write_bytes(photo_with_place())
    return path


def test_from_the_ledger_to_the_published_decision(staff, person, it_is, ledger_file, photo):
    the_handler_imports_the_ledger(staff(Staff, "fangguan"), ledger_file)
    the_handler_drafts_the_proposal(staff(Staff, "fangguan"))
    the_reviewer_finds_nothing_secret(staff(Staff, "shenhe"))
    the_handler_asks_the_departments_first(staff(Staff, "fangguan"))
    the_departments_answer(staff)
    the_handler_publishes_it(staff(Staff, "fangguan"))
    receipts = the_residents_speak(person, photo)
    the_handler_asks_a_planner_and_an_expert(staff(Staff, "fangguan"))
    the_planner_and_the_expert_answer(staff)
    receipts["on paper"] = the_community_worker_brings_a_paper(staff(Staff, "shequ"))
    one_resident_thinks_better_of_it(person(Resident, phone=True), receipts["against"])
    it_is(6, 18, 9)
    who_comes_too_late_is_told_so(person(Resident, phone=True))
    the_handler_sorts_out_what_does_not_count(staff(Staff, "fangguan"))
    the_handler_groups_and_answers(staff(Staff, "fangguan"))
    the_handler_settles_the_disagreement(staff(Staff, "fangguan"))
    the_handler_closes_the_desk_and_compiles(staff(Staff, "fangguan"))
    the_gate_refuses_and_says_what_is_missing(staff(Staff, "shenhe"))
    the_handler_completes_the_papers(staff(Staff, "fangguan"))
    the_reviewer_records_the_approval_and_submits(staff(Staff, "shenhe"), photo)
    the_office_puts_it_on_a_meeting(staff(Staff, "bangongshi"))
    it_is(6, 30, 16)
    the_office_records_the_decision(staff(Staff, "bangongshi"))
    the_unit_publishes_it(staff(Staff, "shenhe"))
    the_residents_find_their_answers(person, receipts)
    everybody_reads_the_decision(person(Resident, phone=True))


def the_handler_imports_the_ledger(handler, ledger_file):
    handler.opens("/desk").clicks("腾退空间台账", within=".desk-nav").clicks("导入表格")
    handler.attaches("台账文件", ledger_file).clicks("上传并比对").sees("新增1处", PLACE)
    handler.clicks("确认导入").sees("台账已经更新")


def the_handler_drafts_the_proposal(handler):
    handler.opens("/desk").clicks("再利用方案", within=".desk-nav").clicks("新建方案")
    handler.picks("空间或者片区", PLACE).fills("方案名称", TITLE).clicks("建立草稿")
    for label, words in TEXT.items():
        handler.fills(label, words)
    handler.sets_date("安全情况认定日期", date(2026, 3, 2)).chooses("菜店")
    handler.clicks("保存").sees("已经保存", "必填内容都有了")


def the_reviewer_finds_nothing_secret(reviewer):
    reviewer.works_on(TITLE).clicks("保密审查")
    reviewer.fills("审查人", "孙审查").fills("分管领导", "周主任").sets_date("审查日期", date(2026, 6, 10)).chooses("可以公开")
    reviewer.clicks("记录审查结论").sees("已经记录保密审查结论")


def the_handler_asks_the_departments_first(handler):
    handler.works_on(TITLE).turns_to("征求意见").sees("这一版还没有公布，只能征求单位意见")
    handler.fills("期限", "3").clicks("开始一轮征求")
    handler.clicks("发给以上各方").sees("区商务局", "区市场监管局", "市规划自然资源委西城分局")


def the_departments_answer(staff):
    staff(Invited, "shangwu").answers(TITLE, "同意")
    staff(Invited, "shijian").answers(TITLE, "有修改意见", COOLING)
    staff(Invited, "guizi").answers(TITLE, "无意见")
    staff(Invited, "jiedao").answers(TITLE, "同意", WELCOME)


def the_handler_publishes_it(handler):
    handler.works_on(TITLE).clicks("公布并征求意见")
    handler.sees("征求意见将于下面的时刻截止", "6月17日（周三） 24:00").clicks("确认公布").sees("正在征集")


def the_residents_speak(person, photo) -> dict[str, str]:
    wang, contact = person(Resident, phone=True), {"怎么称呼您": "王女士", "电话": "13800000000"}
    unloading = wang.says(TITLE, "有条件支持", UNLOADING, relation="本院居民", photo=photo, **contact)
    li = person(Resident, phone=True, scripts=False)
    prices = li.says(TITLE, "支持", PRICES, relation="周边居民")
    again = li.says(TITLE, "支持", AGAIN, relation="周边居民")
    zhao = person(Resident)
    against = zhao.says(TITLE, "反对", AGAINST, relation="商户")
    rubbish = zhao.says(TITLE, "只想提建议", RUBBISH, relation="其他")
    return {"unloading": unloading, "prices": prices, "again": again, "against": against, "rubbish": rubbish}


def the_handler_asks_a_planner_and_an_expert(handler):
    handler.works_on(TITLE).turns_to("征求意见").fills("期限", "3").clicks("开始一轮征求")
    for party, name in (("责任规划师", "陈责师"), ("专家", "褚专家")):
        handler.picks("应征对象", party).picks("有账号的个人", name).clicks("发出征求意见函").sees(name)


def the_planner_and_the_expert_answer(staff):
    staff(Invited, "zeshi", phone=True).answers(TITLE, "同意", ENTRANCE)
    staff(Invited, "zhuanjia").answers(TITLE, "无意见")


def the_community_worker_brings_a_paper(worker) -> str:
    worker.opens("/desk").clicks("登记居民意见", beside=TITLE)
    worker.chooses("现场").sets_date("收到日期", date(2026, 6, 10)).fills("来源说明", "6月10日社区议事厅，刘大爷口述")
    worker.chooses("有条件支持").fills("原话", ON_PAPER).chooses("周边居民").takes(minutes=3).clicks("保存").sees("已录入第")
    return re.search(r"回执编号 ([0-9A-Z-]+)", worker.page)[1]


def one_resident_thinks_better_of_it(zhao, receipt):
    zhao.withdraws(receipt)


def who_comes_too_late_is_told_so(resident):
    resident.opens("/proposals").clicks(TITLE).sees("征求意见已经截止").does_not_see("说说您的想法")


def the_handler_sorts_out_what_does_not_count(handler):
    handler.works_on(TITLE).turns_to("意见").clicks("打开", beside=UNLOADING).sees(UNLOADING, "门口.jpg").turns_to("意见")
    handler.marks(AGAIN, "同一人重复", "电话核对为同一人，意思相同", kept=handler.number_of(PRICES))
    handler.marks(RUBBISH, "无效", "广告，与方案无关")


def the_handler_groups_and_answers(handler):
    handler.works_on(TITLE)
    handler.groups(UNLOADING, under="错开卸货时间").groups(PRICES, under="菜价要公开").groups(ON_PAPER, under="门口要有坡道")
    handler.groups(COOLING, under="生鲜要有冷藏设备").finds_no_demand_in(WELCOME, ENTRANCE)
    handler.decides("错开卸货时间", "采纳", "卸货改在早上七点以后，只用小车。", "方案“拟利用方向”补充：七点后卸货")
    handler.decides("菜价要公开", "解释说明", "菜价明码标价是法定要求，开业时在门口设价目牌。")
    handler.decides("门口要有坡道", "部分采纳", "先做可拆卸坡道，永久坡道要等消防通道核定。", "入口处增加可拆卸坡道")
    handler.decides("生鲜要有冷藏设备", "采纳", "配两组冷柜，生鲜不断冷藏。", "“拟利用方向”补充：冷藏设备")


def the_handler_settles_the_disagreement(handler):
    handler.works_on(TITLE).turns_to("意见").clicks("打开", beside=COOLING)
    handler.chooses("已经一致").fills("怎样协商，结果是什么", "6月17日当面商定：配两组冷柜，写入招商条件。")
    handler.sets_date("协商日期", date(2026, 6, 17)).clicks("保存协商结果").sees("已记录协商结果")


def the_handler_closes_the_desk_and_compiles(handler):
    handler.works_on(TITLE).turns_to("意见").clicks("办结：每条意见都有了答复").sees("已经办结")
    handler.turns_to("汇总表").clicks("生成汇总表").sees("已经生成汇总表", "Word", "PDF", "Excel")


def the_gate_refuses_and_says_what_is_missing(reviewer):
    reviewer.works_on(TITLE).turns_to("报送").sees("还不能报送", "分管区领导", "联系人")
    reviewer.clicks("报送联席会议办公室").sees("还不能报送：还缺3项", "审核同意提请会议：分管区领导")
    reviewer.clicks("看规定原文", beside="审核同意提请会议：分管区领导", stays=True).sees("报分管区领导审核同意，方可提请会议")


def the_handler_completes_the_papers(handler):
    handler.works_on(TITLE).turns_to("报送材料")
    handler.fills("联系人", "李经办").fills("联系人电话", "010-00000000").fills("产权单位书面意见", "同意用作社区菜店。")
    handler.fills("拟请议定事项", "审定红莲南里3号地下室改为社区菜店。").clicks("保存").sees("已经保存")


def the_reviewer_records_the_approval_and_submits(reviewer, scan):
    reviewer.works_on(TITLE).turns_to("报送").picks("审核事项", "同意提请联席会议")
    reviewer.fills("分管区领导", "周副区长").sets_date("审核日期", date(2026, 6, 18)).chooses("审核同意")
    reviewer.fills("批示原文", "同意提请会议审议。").attaches("批示扫描件", scan)
    reviewer.clicks("记录审核意见").sees("已记录领导审核意见")
    reviewer.clicks("报送联席会议办公室").sees("不在本季度上会计划里")
    reviewer.fills("没有列入季度计划的原因", "居民等着用。").clicks("报送联席会议办公室").sees("已报送联席会议办公室")


def the_office_puts_it_on_a_meeting(office):
    office.opens("/desk").clicks("联席会议", within=".desk-nav")
    office.fills("会议名称", "6月联席会议").sets_date("开会日期", date(2026, 6, 30)).fills("地点", "区政府").clicks("安排会议")
    office.clicks("联席会议", within=".desk-nav").clicks(TITLE).clicks("受理").sees("已受理")
    office.picks("列入哪次会议", "6月联席会议").clicks("列入会议", within="main form").sees("应当列入下一次会议")
    office.fills("提前收的原因", "区领导要求本月审议。").clicks("列入会议", within="main form").sees("已列入会议")


def the_office_records_the_decision(office):
    office.opens("/desk").clicks("个议题等待记录决定").clicks("2026年6月30日").clicks(TITLE)
    office.chooses("通过").fills("议定内容", "同意开设社区菜店，七点后卸货。")
    office.picks("责任单位", "区房管局").fills("做什么", "完成改造并设坡道").sets_date("完成日期", date(2026, 8, 31))
    office.clicks("保存决定").sees("已记录会议决定", "完成改造并设坡道")


def the_unit_publishes_it(reviewer):
    reviewer.works_on(TITLE).turns_to("报送").clicks("2026年6月18日")
    reviewer.fills("公告内容", NOTICE).fills("保密审查人", "孙审查").fills("负责保密审查的领导", "周主任")
    reviewer.chooses("已完成保密审查，可以公开").clicks("公布", within="main").sees("已公布")


def the_residents_find_their_answers(person, receipts):
    person(Resident, phone=True).looks_up(receipts["unloading"]).sees("采纳", "卸货改在早上七点以后")
    person(Resident, phone=True, scripts=False).looks_up(receipts["prices"]).sees("解释说明", "明码标价是法定要求")
    person(Resident).looks_up(receipts["again"]).sees("重复", "电话核对为同一人")
    person(Resident).looks_up(receipts["rubbish"]).sees("不计入", "广告，与方案无关")
    person(Resident, phone=True).looks_up(receipts["against"]).sees("您已经撤回")
    person(Resident, phone=True).looks_up(receipts["on paper"]).sees("部分采纳", "入口处增加可拆卸坡道")


def everybody_reads_the_decision(resident):
    resident.opens("/").goes_to("意见征集").clicks(TITLE).sees("联席会议的决定：通过", NOTICE, "门口要有坡道", "部分采纳")
    resident.sees("收到意见12条：重复1条，撤回1条，无效1条，逾期0条，计入9条", "区市场监管局")
    resident.does_not_see("王女士", "13800000000", "陈责师")
