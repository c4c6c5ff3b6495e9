"""A document as values: headings, prose, tables and figures in order. The writers set the type and know no more than this."""

from dataclasses import dataclass

Cell = str | int
SHORT = 6
LONGEST_CELL = 5  # characters for each millimetre of width: about twenty lines


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in millimetres, and whether it holds sentences (set from the left)."""

    head: str
    width: int
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a name, printed above it if `captioned` (a heading may say it already).

    `total` says that its last row is a sum, `empty` what stands in place of no rows.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    empty: str = "未收到意见"
    captioned: bool = True

    @property
    def is_short(self) -> bool:
        """Whether the whole table is kept on one page."""
        return len(self.rows) <= SHORT and not any(self.may_split(row) for row in self.rows)

    def may_split(self, row: tuple[Cell, ...]) -> bool:
        """Whether a row is too tall to be kept on one page; every other row is."""
        return any(len(str(cell)) > LONGEST_CELL * column.width for cell, column in zip(row, self.columns, strict=True))


@dataclass(frozen=True, slots=True)
class Figure:
    """A bar chart: a label and a whole number for each bar, largest first or in the given order; `source` says whence."""

    name: str
    bars: tuple[tuple[str, int], ...]
    source: str
    unit: str = "条"

    @property
    def table(self) -> Table:
        """The same numbers as a table, which stands below the picture."""
        return Table(self.name, (Column("项目", 96, True), Column(f"数量（{self.unit}）", 30)), self.bars, captioned=False)

    @property
    def words(self) -> str:
        """What the picture shows, for those who do not see it."""
        bars = "，".join(f"{label}{number}{self.unit}" for label, number in self.bars)
        return f"条形图：{self.name}。{bars or '没有数据'}。"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is 一、, level 2 （一）, level 3 1., level 4 （1）."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose; `lead` is the word it begins with, set apart.

    `hangs` sets its later lines under the first word behind the lead, as the names of those present are (10.3).
    """

    text: str
    lead: str = ""
    hangs: bool = False


Block = Heading | Paragraph | Table | Figure


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook: its name and the tables on it, one under another."""

    name: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. Number, seal and date are blanks for a person to fill.

    `note` stands under the title; `addressee` is the 主送机关 of a letter, printed flush left with a colon; `trace` is the
    small print at the end (cut-off time and fingerprint). `sheets` is the workbook's own arrangement; without it the
    workbook has a sheet with the blocks in order and one for each annex.

    `frame` is "report", "letter" (信函格式, GB/T 9704—2012 10.1) or "minutes" (纪要格式, 10.3); the last two print `head`
    (or else the unit) in red. `upward` leaves a blank for 签发人 beside the number; `copies` are named in the 版记.
    """

    title: str
    unit: str
    note: str = ""
    blocks: tuple[Block, ...] = ()
    annexes: tuple[Table, ...] = ()
    addressee: str = ""
    trace: str = ""
    sheets: tuple[Sheet, ...] = ()
    frame: str = "report"
    head: str = ""
    upward: bool = False
    copies: tuple[str, ...] = ()
