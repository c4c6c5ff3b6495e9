"""Papers to write, made by hand, and words that are hostile to some file format."""

from datetime import UTC, datetime

from portal.press.paper import Column, Figure, Heading, Paper, Paragraph, Sheet, Table

MADE_AT = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)
SAID = "二层闲置的厅建议先问问楼里的老人，再决定做食堂还是做活动室；卸货的时间、油烟和电梯都请写清楚。"
LINE = "春夏秋冬东南西北上下左右前后里外高低长短大小多少远近新旧"  # 28 characters, none of them punctuation
NARROW = (Column("编号", 20), Column("意见原文", 100, True))
WIDE = (Column("编号", 24), Column("意见原文", 130, True), Column("理由", 71, True))
FIGURE = Figure("各方意见数量", (("居民", 42), ("专家", 0), ("相关部门", 7)), "来源：汇总表。")


def table(count: int, **more) -> Table:
    """A wide table of `count` rows."""
    return Table("意见明细表", WIDE, tuple((number, f"{SAID}{number}", "可以。") for number in range(1, count + 1)), **more)


def report(**more) -> Paper:
    """A report with a heading of every level, prose, a table, a figure and an annex."""
    blocks = (
        Heading(1, "一、概况"), Paragraph(LINE * 30), Heading(2, "（一）停车"), Paragraph(SAID, lead="理由："),
        Heading(3, "1. 增设"), Paragraph(SAID), Heading(4, "（1）错时"), Paragraph(SAID), FIGURE,
        Table("按态度统计", NARROW, ((1, "支持"), (2, "反对"))),
    )  # fmt: skip
    return Paper(**{"title": "关于枫桦豪景底商腾退空间再利用方案征求意见情况的报告", "unit": "北京市西城区商务局",
                    "blocks": blocks, "annexes": (table(40),), **more})  # fmt: skip


def letter(**more) -> Paper:
    """A letter to a subdistrict."""
    return report(**{"frame": "letter", "addressee": "牛街街道办事处", "annexes": (), "blocks": (Paragraph(SAID),), **more})


def minutes(**more) -> Paper:
    """The minutes of a meeting."""
    present = Paragraph("张三、李四（区商务局），王五、赵六（区市场监管局），" * 3 + "孙八。", lead="出席：", hangs=True)
    blocks = (Paragraph(SAID), present)
    usual = {"frame": "minutes", "head": "联席会议纪要", "blocks": blocks, "annexes": (), "copies": ("各成员单位",)}
    return report(**{**usual, **more})


def sheet(rows) -> Paper:
    """A workbook of one sheet."""
    return Paper("明细", "区商务局", sheets=(Sheet("明细", (Table("明细", NARROW, rows),)),))


NAUGHTY = (
    "", " ", "\t", "\n", "　", "=1+1", "=HYPERLINK(\"http://a\",\"b\")", "+86 10", "-1", "@SUM(A1)", "'=1", "\t=1+1", "|calc",
    "<script>alert(1)</script>", "&amp;&lt;", "]]>", "<!--", "<?xml?>", "<w:p/>", "\"'`", "%s%n%(x)s", "{{正文}}", "{% x %}",
    "${7*7}", "#set page()", "#import \"x\"", "$x^2$", "*粗* _斜_ `码`", "= 标题", "- 表", "@label", "<label>", "\\u{202e}",
    "\\", "//", "/* */", "~", "_x0041_", "_x005F_x0041_", "null", "None", "NaN", "TRUE", "1E9", "00123", "2026-11-25", "1/2",
    "\x00", "a\x00b", "".join(map(chr, range(1, 32))), "\x7f\x80\x9f", "\ud800", "a\udfffb", "\ufdd0\ufffe\uffff", "\U0001ffff",
    "\ufeff起", "\u202e倒\u202c", "\u2066孤\u2069", "\u200e\u200f", "مرحبا بالعالم", "שלום", "e" + "\u0301" * 60, "Z͑ͫ̓ͪ̂",
    "\u200b零\u200b宽\u200d", "\u00ad软", "\u2028行\u2029段", "一\r二\r\n三\n四\v五\f六", "\u00a0不断",
    "𠮷野家", "㐂㐬", "䶮", "\U00020000\U0002a6d6", "\U0002b81d\U0002ebe0", "\U00030ede", "\ue000\uf8ff", "\U000f0000", "⿰亻尔",
    "👍🏽", "👩‍👩‍👧‍👦", "🇨🇳", "1️⃣", "☎️", "🀄", "①㈠㎡℃№", "ｆｕｌｌ　ｗｉｄｔｈ", "ﷺ", "ǅ", "ﬁ", "ß", "İ", "𝕏", "Ω≈ç√∫˜µ≤≥÷",
    "长" * 20_000, "A" * 5_000, "http://" + "a" * 3_000, "，" * 200, "（" * 100, "字\n" * 300,
)  # fmt: skip
