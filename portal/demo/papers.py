"""The papers the demo proposals carry: made here, the same every time."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from docx import Document

from portal.demo.drawing import draw_plan
from portal.demo.values import Proposal

MAJOR_PAPERS = {
    "legality_review": ("合法性审查意见", "经审查，本方案主体适格、程序合法，未发现与法律法规相抵触的内容。"),
    "risk_assessment": ("风险评估报告", "社会稳定风险等级为低。主要风险为施工扰民和客流增加，已列出应对措施。"),
    "expert_opinion": ("专家论证意见", "专家组认为方案可行，建议按征集到的意见完善后提请审议。"),
}
NOTE = "演示材料，内容虚构。"


@dataclass(frozen=True)
class Paper:
    """A file to attach: its name, its bytes, what it is for and who may see it once the proposal is public."""

    name: str
    data: bytes
    purpose: str
    visibility: str


def for_proposal(proposal: Proposal) -> Iterator[Paper]:
    """What a proposal carries: a drawn plan; courtyards their overall plan; major decisions their reviews."""
    if proposal.asked is None:
        return
    yield Paper("总平面示意图.png", draw_plan(proposal), "plan", "public")
    if proposal.design_unit:
        spaces = [f"{row.basic} 下一步拟利用业态：{row.form}。" for row in proposal.rows]
        yield Paper("整体利用方案.docx", write(proposal.title, [proposal.summary, *spaces]), "area_plan", "public")
    if proposal.is_major:
        for purpose, (name, words) in MAJOR_PAPERS.items():
            yield Paper(f"{name}.docx", write(name, [proposal.title, words]), purpose, "internal")


def write(title: str, paragraphs: list[str]) -> bytes:
    """A short Word document."""
    document = Document()
    document.add_heading(title, 1)
    for words in [*paragraphs, NOTE]:
        document.add_paragraph(words.strip())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
