"""`flask rules evaluate`: the rulebook on the command line; it needs no database."""

import json
import sys

import click
from flask.cli import AppGroup

from portal.errors import N_, InvalidInput
from portal.rulebook.book import current_book
from portal.rulebook.engine import evaluate
from portal.rulebook.evaluation import to_json
from portal.rulebook.facts import parse_facts
from portal.rulebook.listing import list_book

LIMIT = 1024 * 1024

rules = AppGroup("rules", help="规则库。")


@rules.command("evaluate", with_appcontext=False)
@click.option("--all-rules", is_flag=True, help="列出规则库的全部规则，不读标准输入。")
@click.pass_context
def evaluate_command(context: click.Context, all_rules: bool) -> None:
    """从标准输入读一个 JSON 对象，说明由谁推动、需征求谁的意见、上会需要什么。"""
    try:
        answer = list_book(current_book()) if all_rules else _evaluate_input()
    except InvalidInput as refusal:
        click.echo(str(refusal), err=True)
        context.exit(2)
    _print(answer)


def _evaluate_input() -> dict:
    book = current_book()
    return to_json(evaluate(parse_facts(_read_json(), book.catalogue), book))


def _read_json() -> object:
    raw = sys.stdin.buffer.read(LIMIT + 1)
    if len(raw) > LIMIT:
        raise InvalidInput(N_("输入超过 1 MB，不像是一处空间的情况，请检查。"))
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InvalidInput(N_("输入不是 UTF-8 编码的文字。")) from None
    except (ValueError, RecursionError):
        raise InvalidInput(N_("输入不是一个完整的 JSON 对象，请检查引号、逗号和括号。")) from None


def _print(answer: dict) -> None:
    text = json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
