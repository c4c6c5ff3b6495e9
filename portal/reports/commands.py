"""`flask reports verify PACKAGE.zip`: whether a package is whole, unchanged, and adds up."""

from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from portal.extensions import db
from portal.reports.package.verifying import faults
from portal.reports.queries.stored import is_registered

reports = AppGroup("reports", help="征求意见的汇总和材料包。")


@reports.command("verify")
@click.argument("package", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def verify(context: click.Context, package: Path) -> None:
    """核验材料包：每个文件的校验码、汇总的数字、操作日志的链条；有不对的逐条说明，退出状态为 1。"""
    data = package.read_bytes()
    found = faults(data)
    known = _registered(data)
    if not found and known is False:
        found = ["本系统生成过这份汇总，但登记的材料包不是这一个：材料包可能被整体替换。"]
    for sentence in found:
        click.echo(sentence, err=True)
    if found:
        context.exit(1)
    click.echo("材料包完整：文件没有被改动，数字对得上，操作日志前后相连。")
    click.echo("本系统登记过这个材料包。" if known else "本系统没有这份汇总的登记，只核验了材料包自身。")


def _registered(data: bytes) -> bool | None:
    """Whether this portal made the package; None where it does not know the report, or there is no database."""
    try:
        return is_registered(db.session, data)
    except SQLAlchemyError:
        return None
