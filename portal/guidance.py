"""Which clause asks for what a page of the desk does: shown beside the page, where it does not show one of its own."""

from flask import request

from portal.rulebook.book import clause
from portal.rulebook.values import Clause

OF_PROPOSAL = "/desk/proposals/<number>"
CLAUSES = {
    "/requests": "附件三(二)2",
    "/desk/proposals": "附件三(二)1",
    f"{OF_PROPOSAL}/versions": "内部设定（轮次）",
    f"{OF_PROPOSAL}/papers": "附件三(二)3",
    f"{OF_PROPOSAL}/requests": "附件三(三)1",
    f"{OF_PROPOSAL}/submission": "附件三(二)2",
    f"{OF_PROPOSAL}/opinions": "内部设定（计数）",
    f"{OF_PROPOSAL}/likeness": "内部设定（计数）",
    f"{OF_PROPOSAL}/steps": "内部设定（计数）",
    f"{OF_PROPOSAL}/themes": "713号令第18条",
    f"{OF_PROPOSAL}/suggestions": "713号令第18条",
    "/desk/bundles": "内部设定（计数）",
    "/desk/themes": "713号令第18条",
    "/desk/suggestions": "713号令第18条",
    "/desk/reply-texts": "713号令第18条",
    "/desk/advice": "713号令第18条",
    "/desk/complaints": "附件四1",
    "/desk/ledger": "意见五(二)",
    "/desk/areas": "附件三(三)2第2段",
    "/desk/units": "意见五(一)",
    "/desk/meetings": "附件三(一)",
    "/desk/feeds": "附件三(二)3",
    "/desk/summary": "附件二(二)",
}


def rule_here() -> Clause | None:
    """The clause behind the page that is asked for: that of the longest beginning of its address in CLAUSES."""
    asked = request.url_rule.rule if request.url_rule else ""
    found = [begins for begins in CLAUSES if asked == begins or asked.startswith(f"{begins}/")]
    return clause(CLAUSES[max(found, key=len)]) if found else None
