"""The words people read for outcomes and the states of an agenda item."""

from portal.errors import N_

OUTCOME = {
    "passed": N_("通过"),
    "passed_with_changes": N_("修改后通过"),
    "deferred": N_("缓议"),
    "rejected": N_("不通过"),
    "to_government": N_("上报区政府审议"),
}
ITEM_STATE = {
    "submitted": N_("已报送，等待办公室受理"),
    "returned": N_("已退回"),
    "received": N_("已受理，等待排会"),
    "scheduled": N_("已列入会议"),
    "pending": N_("已上报区政府，等待结果"),
    "decided": N_("已议定，等待公布"),
    "published": N_("已公布"),
}
