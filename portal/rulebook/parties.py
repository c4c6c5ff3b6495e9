"""The parties (应征对象) by their code words, and what a unit may answer."""

from portal.rulebook.values import Text

PARTIES = {
    "resident": Text("居民", "Residents"),
    "subdistrict": Text("属地街道", "Subdistrict"),
    "department": Text("相关部门", "Departments concerned"),
    "expert": Text("专家", "Experts"),
    "planner": Text("责任规划师", "Responsible planner"),
    "industry_department": Text("相关行业主管部门", "Departments in charge of the trade"),
    "rights_holder": Text("相关权利人", "Rights holders"),
    "property_owner": Text("产权单位", "Owner"),
}
ORDER = tuple(PARTIES)
OBJECTIONS = frozenset({"amend", "disagree"})
