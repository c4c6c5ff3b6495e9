"""Writing the ledger as xlsx or CSV, exactly as the import takes it."""

import csv
import io
import re
from collections.abc import Iterable

import xlsxwriter

from portal.ledger.values import FIELDS, SpaceValues

COULD_BE_A_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")
WIDTHS = {"number": 14, "name": 28, "address": 34, "space_type": 16, "streets": 18, "area": 18}


def csv_file(spaces: Iterable[SpaceValues]) -> bytes:
    """The ledger as CSV in UTF-8 with its mark, which spreadsheet programs open rightly."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(field.heading for field in FIELDS)
    for space in spaces:
        texts = space.texts()
        writer.writerow(guarded(texts[field.name]) for field in FIELDS)
    return out.getvalue().encode("utf-8-sig")


def xlsx_file(spaces: Iterable[SpaceValues]) -> bytes:
    """The ledger as xlsx; nothing in it is ever taken for a formula or a link."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
                                     "constant_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.freeze_panes(1, 2)
    for column, field in enumerate(FIELDS):
        sheet.set_column(column, column, WIDTHS.get(field.name, 14))
        sheet.write_string(0, column, field.heading, book.add_format({"bold": True, "text_wrap": True}))
    for line, space in enumerate(spaces, 1):
        texts = space.texts()
        for column, field in enumerate(FIELDS):
            sheet.write_string(line, column, texts[field.name])
    book.close()
    return out.getvalue()


def guarded(text: str) -> str:
    """A cell no spreadsheet program takes for a formula; the import takes the quote off again."""
    return "'" + text if COULD_BE_A_FORMULA.match(text) else text
