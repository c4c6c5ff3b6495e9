"""What stands beside the portal: the least a Flask page and a durable Flask insert can cost on this machine."""

import os
import sqlite3

from flask import Flask, render_template, request
from jinja2 import DictLoader

PAGE = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><main><h1>{{ title }}</h1><ul>
{% for row in rows %}<li class="card"><h2><a href="/rows/{{ row.number }}">{{ row.title }}</a></h2>
<p>{{ row.text }}</p>
<dl><dt>{{ row.place }}</dt><dd>{{ row.state }}</dd><dt>{{ row.unit }}</dt><dd>{{ row.until }}</dd></dl></li>
{% endfor %}</ul></main></body></html>"""
TEXT = "二层闲置的厅建议先问问楼里的老人，再决定做食堂还是做活动室；卸货的时间、油烟和电梯都请写清楚。"


def page_app(size: int) -> Flask:
    """A bare Flask app whose one page, `/`, is a Jinja template of about `size` bytes."""
    app = Flask("bare")
    app.jinja_loader = DictLoader({"page.html": PAGE})
    count = 1
    with app.app_context():
        while len(_page(count).encode()) < size:
            count += 1
    app.add_url_rule("/", "page", lambda: _page(count))
    return app


def _page(count: int) -> str:
    return render_template("page.html", title="一个页面", rows=_rows(count))


def _rows(count: int) -> list[dict]:
    return [{"number": number, "title": f"第{number}项", "text": TEXT, "place": "牛街街道", "state": "正在征集",
             "unit": "区商务局", "until": "6月20日"} for number in range(count)]


def insert_app() -> Flask:
    """A bare Flask app that stores one row per post in the SQLite file BENCH_DATABASE, each commit on the disk (FULL)."""
    app = Flask("bare")
    path = os.environ["BENCH_DATABASE"]

    @app.post("/")
    def insert():
        connection = sqlite3.connect(path, timeout=60, isolation_level=None)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("INSERT INTO rows (stance, text) VALUES (?, ?)", (request.form["stance"], request.form["text"]))
        connection.close()
        return "", 303, {"Location": "/"}

    return app


def make_insert_database(path) -> None:
    """The table the bare insert writes to, in the journal mode the portal uses."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, stance TEXT NOT NULL, text TEXT NOT NULL)")
    connection.close()
