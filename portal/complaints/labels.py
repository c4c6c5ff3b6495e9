"""The words people read for a complaint's categories and states."""

from portal.errors import N_

CATEGORY = {
    "nuisance": N_("噪声、油烟、垃圾等扰民"),
    "safety": N_("安全隐患（消防、结构、用电）"),
    "use_changed": N_("用途和公布的不一样"),
    "construction": N_("施工问题"),
    "service": N_("服务、价格问题"),
    "procedure": N_("征求意见的过程有问题"),
    "accusation": N_("检举控告工作人员"),
    "other": N_("其他"),
}
STATE = {
    "received": N_("已收到，等待派发"),
    "dispatched": N_("已派发，等待签收"),
    "accepted": N_("已签收，正在办理"),
    "handled": N_("已办理，等待核实"),
    "closed": N_("已结案"),
}
CHANNEL = {"web": N_("网站"), "counter": N_("窗口"), "phone": N_("电话"), "post": N_("来信")}
