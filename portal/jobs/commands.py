"""`flask worker`: runs the background jobs."""

import click
from flask import current_app

from portal.jobs.worker import work


@click.command("worker")
def worker() -> None:
    """执行后台工作：导入、生成文件、发送通知等；按 Ctrl-C 停止。"""
    work(current_app._get_current_object())
