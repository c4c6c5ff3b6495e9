"""`flask journal verify`: whether the chain of the journal still holds; `flask accounts admin`: the first administrator."""

import click
from flask import current_app
from flask.cli import AppGroup

from portal import journal as chain
from portal.accounts.actions import create_user, grant
from portal.accounts.passwords import hash_password
from portal.accounts.rules import check_password
from portal.clock import beijing_date
from portal.errors import Refusal
from portal.extensions import db
from portal.permissions import Role
from portal.web import write

journal = AppGroup("journal", help="操作日志。")
accounts = AppGroup("accounts", help="账号。")


@journal.command("verify")
@click.pass_context
def verify(context: click.Context) -> None:
    """从头核对操作日志的链条；断了就说明从哪一条开始不对，退出状态为 1。"""
    broken = chain.broken_at(db.session)
    if broken is None:
        click.echo("操作日志完整，没有被改动。")
        return
    click.echo(f"操作日志从第 {broken} 条起对不上：这一条或它前面的内容被改动过。", err=True)
    context.exit(1)


@accounts.command("admin")
@click.argument("login")
@click.option("--name", default="系统管理员", help="姓名。")
@click.password_option(prompt="密码", confirmation_prompt="再输一遍")
@click.pass_context
def admin(context: click.Context, login: str, name: str, password: str) -> None:
    """建立一个系统管理员账号。"""
    try:
        check_password(password, login)
        password_hash = hash_password(password, current_app.extensions["settings"].password_cost)
        with write() as now:
            user = create_user(db.session, login=login, name=name, password_hash=password_hash, now=now)
            grant(db.session, user, Role.ADMIN, None, valid_from=beijing_date(now), actor=None, now=now)
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        context.exit(2)
    click.echo(f"管理员账号“{user.login}”已经建好。")
