"""The words people read for the codes the database holds: one table, for pages, documents and exports."""

from portal.errors import N_

WORDS: dict[str, dict[str, str]] = {
    "pace": {"at_once": N_("一有消息就告诉我"), "daily": N_("每天早上汇总一次"), "weekly": N_("每周一汇总一次")},
    "news": {
        "opened": N_("开始征求意见"), "again": N_("方案修改后再次征求意见"), "changed": N_("方案有改动"),
        "foretold": N_("报区政府决定，先向社会公开"), "decided": N_("结果公布"), "withdrawn": N_("方案撤回"),
    },
    "stance": {
        "support": N_("支持"), "conditional": N_("有条件支持"), "oppose": N_("反对"), "suggest": N_("只想提建议"),
        "no_comment": N_("无意见"), "agree": N_("同意"), "amend": N_("有修改意见"), "disagree": N_("不同意"),
    },
    "verdict": {
        "adopted": N_("采纳"), "partly": N_("部分采纳"), "not_adopted": N_("未采纳"), "explained": N_("解释说明"),
    },
    "party": {
        "resident": N_("居民"), "subdistrict": N_("属地街道"), "department": N_("相关部门"), "expert": N_("专家"),
        "planner": N_("责任规划师"), "industry_department": N_("相关行业主管部门"),
        "rights_holder": N_("相关权利人"), "property_owner": N_("产权单位"),
    },
    "form": {
        "public_notice": N_("公告征求"), "written": N_("书面征求意见"), "symposium": N_("座谈会"),
        "expert_review": N_("专家论证会"), "hearing": N_("听证会"), "survey": N_("问卷调查"), "visit": N_("入户走访"),
        "deliberation": N_("居民议事协商"),
    },
    "channel": {
        "web": N_("网上"), "request": N_("征求意见函"), "counter": N_("现场"), "phone": N_("电话"), "post": N_("信件"),
        "meeting": N_("会议"),
    },
    "relation": {
        "courtyard": N_("本院居民"), "neighbour": N_("周边居民"), "merchant": N_("商户"),
        "association": N_("社会组织"), "local_unit": N_("驻区单位"), "other": N_("其他"),
    },
    "bucket": {
        "repeated": N_("重复"), "withdrawn": N_("撤回"), "invalid": N_("无效"), "late": N_("逾期"), "counted": N_("计入"),
    },
    "work": {
        "open": N_("还没有人办"), "in_hand": N_("正在办"), "in_review": N_("等待复核"), "sent_back": N_("退回修改"),
        "accepted": N_("已审定"),
    },
    "work_verb": {
        "take": N_("我来办"), "hand_in": N_("送审"), "take_back": N_("撤回送审"), "accept": N_("审定"),
        "send_back": N_("退回修改"), "unlock": N_("解锁修改"),
    },
    "redaction": {
        "phone": N_("电话号码"), "id_number": N_("身份证号码"), "bank_card": N_("银行卡号"), "email": N_("电子邮箱"),
        "plate": N_("车牌号码"), "house_number": N_("门牌号"), "name": N_("姓名"), "other": N_("其他个人信息"),
    },
    "step": {
        "point.place": N_("放进归类"), "point.no_demand": N_("记为无具体诉求"), "opinion.mark": N_("标记"),
        "opinion.unmark": N_("撤销标记"), "opinion.split": N_("拆分意见"), "theme.merge": N_("合并归类"),
        "theme.split": N_("拆分归类"), "theme.suggest": N_("采用归类建议"), "suggestion.refuse": N_("不采用归类建议"),
        "suggestion.leave_out": N_("移出归类建议"), "work.assign": N_("交办"),
        "bundle.confirm": N_("认定相同意见"), "bundle.refuse": N_("认定不相同"),
        "bundle.leave_out": N_("移出相同意见"), "redaction.confirm": N_("确认遮盖"),
    },
    "suggestion_state": {"proposed": N_("等待采用"), "taken": N_("已采用"), "refused": N_("不采用")},
    "bundle_kind": {
        "repeated": N_("同一人重复"), "identical": N_("文字相同"), "near": N_("文字相近"), "campaign": N_("同一样稿"),
    },
    "bundle_state": {"proposed": N_("等待认定"), "confirmed": N_("已认定相同"), "refused": N_("已认定不相同")},
    "answer": {
        "uncounted": N_("不计入"), "no_demand": N_("无具体诉求"), "loose": N_("还没有归类"), "waiting": N_("还没有答复"),
        "adopted": N_("采纳"), "partly": N_("部分采纳"), "not_adopted": N_("未采纳"), "explained": N_("解释说明"),
    },
    "outcome": {
        "passed": N_("通过"), "passed_with_changes": N_("修改后通过"), "deferred": N_("缓议"), "rejected": N_("不通过"),
        "to_government": N_("上报区政府"),
    },
    "unit_kind": {
        "department": N_("部门"), "subdistrict": N_("街道"), "headquarters": N_("指挥部"), "outside": N_("其他单位"),
        "discipline": N_("纪检机构"),
    },
    "role": {
        "resident": N_("居民"), "expert": N_("专家"), "planner": N_("责任规划师"), "rights_holder": N_("相关权利人"),
        "handler": N_("经办人"), "reviewer": N_("审核人"), "street_worker": N_("街道社区工作者"), "office": N_("联席会议办公室"),
        "leader": N_("领导"), "discipline": N_("纪检联络人"), "admin": N_("系统管理员"),
    },
    "space_source": {"form": N_("填写"), "import": N_("导入"), "decision": N_("会议议定")},
    "row_kind": {"wrong": N_("有错"), "new": N_("新增"), "changed": N_("改动"), "unchanged": N_("没有变化")},
    "notice_outcome": {
        "served": N_("能看到"), "altered": N_("内容和公布的不一样"), "missing": N_("打不开"), "unreachable": N_("网站没有回应"),
    },
    "notice_stretch": {"down": N_("看不到"), "unwatched": N_("没有查看")},
    "round": {"internal": N_("内部征求意见"), "public": N_("公开征求意见"), "formal": N_("专项征求意见")},
    "source": {
        "original": N_("正式公布的文件"), "statute": N_("法律法规"),
        "press_copy": N_("转载的文本，没有和正式文本核对过"), "internal": N_("内部设定：由本系统规定，不是法律规定"),
    },
    "condition": {
        "commercial": N_("业态涉及商业便民"), "courtyard": N_("属于平房院落"),
        "outside_ledger": N_("参照适用，而且不在台账里"), "missing_from_ledger": N_("七类空间，但不在台账里"),
        "ledger_expected": N_("应当在台账里的空间"), "major": N_("属于重大行政决策"), "not_major": N_("不属于重大行政决策"),
        "planning_draft": N_("是规划草案"), "ordinary": N_("既不是重大行政决策，也不是规划草案"),
        "changes_form": N_("业态变更"), "unlisted_form": N_("业态不在目录中"), "no_form": N_("没有填写业态"),
        "undesignated": N_("还没有推动部门"), "place_known": N_("片区、街道已经填写"),
        "promoting_street_missing": N_("违建没有填写街道"), "several_named": N_("原文点名两家推动部门"),
        "several_streets": N_("违建跨两个以上街道"),
        "subtype_missing": N_("产业空间，但不是市场"), "area_missing": N_("涉及平房院落，没有填写片区"),
        "area_undefined": N_("片区没有划归任何指挥部"), "street_missing": N_("没有填写街道"),
        "broad_secondary": N_("次要类型没有写明子类型"), "other_type": N_("参照适用的空间"),
        "initiator_is_party": N_("提请部门本身就要被征求意见"), "elsewhere": N_("系统在其他环节按此执行"),
    },
    "period_unit": {"day": N_("日"), "working_day": N_("个工作日")},
    "tier": {"priority": N_("优先"), "also": N_("也可"), "encouraged": N_("鼓励"), "other": N_("其他")},
    "request_state": {
        "sent": N_("已发出"), "opened": N_("已打开"), "answered": N_("已反馈"), "overdue": N_("逾期未反馈"),
    },
    "proposal_state": {
        "draft": N_("起草中"), "circulating": N_("征求部门意见中"), "open": N_("正在征集"), "closing": N_("即将截止"),
        "compiling": N_("汇总中"), "at_meeting": N_("已上会"), "decided": N_("已公布"),
        "withdrawn": N_("已撤回"), "none": N_("还没有方案"),
    },
    "course": {
        "asked": N_("内部征求部门意见"), "published": N_("公布方案"), "public": N_("公开征求意见"),
        "compiling": N_("汇总意见，逐条答复"), "submitted": N_("报送联席会议"), "meeting": N_("联席会议审议"),
        "government": N_("区政府审议"), "announced": N_("公布结果"), "withdrawn": N_("已撤回"),
    },
    "complaint_state": {
        "received": N_("已收到，等待派发"), "dispatched": N_("已派发，等待签收"), "objected": N_("承办单位有异议，等待裁定"),
        "accepted": N_("已签收"), "in_hand": N_("正在办理"), "waiting": N_("等待补充情况"),
        "closure_requested": N_("已办理，等待核实"), "verified": N_("已核实，等待回访"), "followed_up": N_("已回访，等待销账"),
        "closed": N_("已销账"), "not_accepted": N_("不予受理"), "merged": N_("已并入另一件"),
    },
    "failure": {
        "phone": N_("只留了电话，请打电话或发短信"), "no_address": N_("没有留邮箱"),
        "refused": N_("对方的邮件服务器拒收"), "unreachable": N_("试了多次都没有送到"),
        "uncertain": N_("不能确定有没有送到"), "no_text": N_("这种通知的内容缺失，请联系系统管理员"),
    },
    "job_state": {
        "queued": N_("排队等待"), "running": N_("正在进行"), "done": N_("已完成"), "failed": N_("没有办成"),
        "cancelled": N_("已取消"),
    },
    "complaint_step": {
        "": N_("办理"), "file": N_("收到"), "dispatch": N_("派发"), "redirect": N_("改派"), "accept": N_("签收"),
        "object": N_("提出派单异议"), "uphold": N_("同意异议，改派"), "overrule": N_("不同意异议"), "start": N_("开始办理"),
        "note": N_("办理进展"), "involve": N_("请其他单位协办"), "assist": N_("协办单位回复"), "extend": N_("延期"),
        "ask": N_("请投诉人补充情况"), "resume": N_("继续办理"), "request_closure": N_("申请结案"), "verify": N_("核实结案"),
        "send_back": N_("核实不通过"), "follow_up": N_("回访"), "close": N_("销账"), "conclude": N_("督办后销账"),
        "reopen": N_("重新办理"), "decline": N_("不予受理"), "merge": N_("并入另一件"), "separate": N_("撤销合并"),
    },
    "complaint_channel": {
        "web": N_("网上"), "counter": N_("现场"), "phone": N_("电话"), "post": N_("信件"), "visit": N_("走访"),
        "hotline": N_("12345热线"),
    },
    "other_channel": {
        "emergency": N_("110、119、120等紧急电话"), "petition": N_("信访渠道"), "review": N_("行政复议"),
        "lawsuit": N_("诉讼"), "hotline": N_("12345市民服务热线"),
    },
    "satisfaction": {"satisfied": N_("满意"), "mostly": N_("基本满意"), "dissatisfied": N_("不满意")},
    "solved": {"yes": N_("解决了"), "no": N_("没有解决")},
    "added": {"no": N_("只是补充情况或材料"), "yes": N_("事情又出现了，或者没有解决")},
    "lateness": {"accept": N_("逾期未签收"), "handle": N_("逾期未办结")},
    "agenda_state": {
        "submitted": N_("已报送，等待受理"), "returned": N_("已退回"), "received": N_("已受理，等待排会"),
        "scheduled": N_("已列入会议"), "pending": N_("已上报区政府，等待结果"), "decided": N_("已议定，等待公布"),
        "published": N_("已公布"),
    },
    "resolution_state": {
        "given": N_("等待接办"), "accepted": N_("已接办"), "in_progress": N_("正在办理"), "done": N_("已办结"),
    },
    "item_exception": {"off_plan": N_("未列入季度计划"), "late": N_("截止日之后报来")},
    "question_kind": {
        "single": N_("选一项"), "multiple": N_("可以选几项"), "scale": N_("打分"), "ranking": N_("排先后"),
        "text": N_("写几句话"), "menu": N_("从整治菜单里选"),
    },
    "survey_state": {"draft": N_("起草中"), "open": N_("正在调查"), "closed": N_("已经结束"), "waiting": N_("等待公开征求意见")},
    "menu_class": {"basic": N_("基础类，必做"), "optional": N_("自选类，看居民意愿")},
    "menu_payer": {"basic": N_("原则上由市区财政负担"), "optional": N_("由投资主体与居民协商解决")},
    "complaint_category": {
        "nuisance": N_("噪声、油烟、垃圾等扰民"), "safety": N_("消防、房屋等安全问题"),
       
        "use_changed": N_("用途变了，和公布的不一样"), "construction": N_("施工问题"),
        "service": N_("服务态度或质量"), "procedure": N_("征求意见的程序问题"),
        "accusation": N_("检举控告工作人员"), "other": N_("其他"),
    },
}


def word(kind: str, code: str | None) -> str:
    """The Chinese word for `code` in the vocabulary `kind`, or "" for None. Raises KeyError for an unknown code."""
    return WORDS[kind][code] if code else ""
