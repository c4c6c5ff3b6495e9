"""How many pages a document has, as its reader is told before opening it."""

import io
import zipfile

import pytest

from portal.files.intake import prepare
from tests.files.samples import PDF, package, pdf, picture

APP = '<?xml version="1.0"?><Properties><Pages>{}</Pages><Words>{}</Words></Properties>'
PAGES = '<?xml version="1.0"?><ofd:Document><ofd:Pages><ofd:Page ID="1"/><ofd:Page ID="2"/></ofd:Pages></ofd:Document>'


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


@pytest.mark.parametrize(("name", "data", "pages"), [
    ("一页.pdf", pdf(1), 1),
    ("十二页.pdf", pdf(12), 12),
    ("带密码.pdf", pdf(2, "secret"), None),
    ("坏的.pdf", PDF, None),
    ("半截.pdf", pdf(3)[:400], None),
    ("报告.docx", packed(word__document_xml="x", docProps__app_xml=APP.format(7, 2100)), 7),
    ("没排过版.docx", packed(word__document_xml="x", docProps__app_xml=APP.format(1, 0)), None),
    ("没有说.docx", package("word/document.xml"), None),
    ("公文.ofd", packed(OFD_xml="x", Doc_0__Document_xml=PAGES), 2),
    ("空.ofd", package("OFD.xml"), None),
    ("表.xlsx", package("xl/workbook.xml"), None),
    ("照片.jpg", picture(), None),
], ids=lambda value: value if isinstance(value, str) else None)
def test_pages_are_counted_where_the_file_tells(name, data, pages):
    assert prepare(name, data).pages == pages
