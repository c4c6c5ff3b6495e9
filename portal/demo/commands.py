"""`flask demo load` and `flask demo accounts`."""

import unicodedata

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from portal.accounts.models import User
from portal.demo.data import demo_district
from portal.demo.load import load_demo
from portal.demo.people import PASSWORD
from portal.demo.values import Account
from portal.extensions import db
from portal.words import WORDS

demo = AppGroup("demo", help="演示数据。")


@demo.command("load")
def load_command() -> None:
    """载入演示数据；已经有方案的，不载入。"""
    app = current_app
    loaded = load_demo(db.session, app.extensions["clock"], app.extensions["storage"],
                       password_cost=app.extensions["settings"].password_cost)
    click.echo("演示数据已载入。" if loaded else "已经有方案了，没有载入演示数据。")
    if loaded:
        _print_accounts()


@demo.command("accounts")
def accounts_command() -> None:
    """列出演示账号；没有载入演示数据的，什么也不列。"""
    logins = [account.login for account in demo_district().accounts]
    if db.session.scalar(select(User.id).where(User.login.in_(logins)).limit(1)) is not None:
        _print_accounts()


def _print_accounts() -> None:
    """One line per role; units' other accounts below."""
    accounts = demo_district().accounts
    click.echo(f"\n演示账号 Demo accounts（密码 password：{PASSWORD}）")
    for account in accounts:
        if account.in_table:
            click.echo(_line(account))
    others = "、".join(f"{account.login}（{account.about}）" for account in accounts if not account.in_table)
    click.echo(f"其他账号：{others}")


def _line(account: Account) -> str:
    return f"  {_padded(account.login, 14)}{_padded(WORDS['role'][account.role], 20)}{account.name}　{account.about}"


def _padded(words: str, width: int) -> str:
    """`words` filled up to `width` columns of a terminal, in which a Chinese character takes two."""
    taken = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in words)
    return words + " " * (width - taken)
