"""What a template may hold: a table of files, and the words that name what is wrong with each."""

from datetime import UTC, datetime

import pytest

from portal.errors import InvalidInput
from portal.wordtemplates.checks import check_template
from portal.wordtemplates.placeholders import MEANINGS
from portal.wordtemplates.starter import starter
from tests.wordtemplates import samples
from tests.wordtemplates.samples import field, in_runs, template, with_link, with_part, with_xml

MACRO_KIND = "application/vnd.ms-word.document.macroEnabled.main+xml"
USUAL_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    "data",
    [
        template(),
        template(*(f"{{{{{name}}}}}" for name in MEANINGS if name != "正文"), header="{{单位}}"),
        template("{{ 标题 }}（审定稿）"),
        with_xml(in_runs("{", "{标", "题}", "}")),
        with_xml(field(" PA", "GE ")),
        starter(datetime(2026, 11, 25, tzinfo=UTC)),
    ],
    ids=["bare", "everything", "spaces", "cut into runs", "page number", "the sample"],
)
def test_it_is_let_in(data):
    check_template("模板.docx", data)


REFUSED = {
    "an unknown placeholder": (template("{{负责人}}"), "{{负责人}}"),
    "an unknown one cut into runs": (with_xml(in_runs("{{负", "责人}}")), "{{负责人}}"),
    "in a header": (template(header="{{电话}}"), "{{电话}}"),
    "a look into an object": (template("{{标题.__class__.__mro__}}"), "{{标题.__class__.__mro__}}"),
    "a filter": (template("{{标题|safe}}"), "{{标题|safe}}"),
    "a sum": (template("{{7*7}}"), "{{7*7}}"),
    "program code": (template("{% for x in range(9) %}"), "{% for x in range(9) %}"),
    "code cut into runs": (with_xml(in_runs("{", "% import os %", "}")), "{% import os %}"),
    "a comment of code": (template("{# 备注 #}"), "{# 备注 #}"),
    "half a placeholder": (template("{{标题"), "{{标题"),
    "one with a line end inside": (with_xml("<w:p><w:r><w:t>{{标</w:t><w:br/><w:t>题}}</w:t></w:r></w:p>"), "{{标↵题}}"),
    "no body": (samples.changed(samples.MAIN, lambda words: words.replace("{{正文}}", "正文")), "没有占位符 {{正文}}"),
    "two bodies": (template("{{正文}}"), "只能出现一次"),
    "a body among words": (samples.changed(samples.MAIN, lambda words: words.replace("{{正文}}", "前{{正文}}")), "单独占一段"),
    "a body in a header": (template(header="{{正文}}"), "不能放在页眉"),
    "a link outside": (with_link("http://evil.example/t.dotm"), "http://evil.example/t.dotm"),
    "a picture from outside": (with_link("file://server/share/a.png", "image"), "file://server/share/a.png"),
    "a macro": (with_part("word/vbaProject.bin", b"MZ"), "word/vbaProject.bin"),
    "an embedded file": (with_part("word/embeddings/oleObject1.bin", b"MZ"), "word/embeddings/oleObject1.bin"),
    "a control": (with_xml('<w:p><w:r><w:control w:name="x"/></w:r></w:p>'), "control"),
    "a field that runs a program": (with_xml(field(' DDE', 'AUTO c:\\\\windows\\\\cmd "/c calc" ')), "DDEAUTO"),
    "a field that reads a file": (with_xml('<w:p><w:fldSimple w:instr="INCLUDETEXT /etc/passwd"/></w:p>'), "INCLUDETEXT"),
    "a field never closed": (
        with_xml('<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>LINK a</w:instrText></w:r></w:p>'), "LINK"),
    "entities of entities": (samples.laughing(), samples.MAIN),
    "an entity that reads a file": (samples.reading_files(), samples.MAIN),
    "broken XML": (samples.changed(samples.MAIN, lambda words: words[:-20]), samples.MAIN),
    "a bomb": (with_part("word/media/big.bin", bytes(60 * 1024**2)), "展开后太大"),
    "very many parts": (samples.packed({**samples.unpacked(template()), **{f"a/{n}": b"" for n in range(1001)}}), "展开后太大"),
    "a document with macros by kind": (
        samples.changed("[Content_Types].xml", lambda kinds: kinds.replace(USUAL_KIND, MACRO_KIND)), "Word 文档（*.docx）"),
    "not Word at all": (b"%PDF-1.7", "Word 文档（*.docx）"),
    "another zip": (samples.packed({"a.txt": b"a"}), "Word 文档（*.docx）"),
    "half a file": (template()[:4000], "损坏"),
    "nothing": (b"", "Word 文档（*.docx）"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_and_the_sentence_names_what_is_wrong(case):
    data, named = REFUSED[case]
    with pytest.raises(InvalidInput) as refused:
        check_template("模板.docx", data)
    assert named in str(refused.value)
