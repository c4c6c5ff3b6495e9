"""The style page: every piece of the design system with its call."""

from datetime import timedelta
from types import SimpleNamespace

from flask import render_template

from portal.pages.forms import SampleForm
from portal.pages.views import bp
from portal.web import allow, now


@bp.get("/style")
@allow("desk.open")
def style():
    """Every piece once, for staff who write pages and for the tests that look at them."""
    wrong = SampleForm(prefix="wrong", data={"text": "我在这院里住了四十年，"})
    wrong.validate()
    stored = SimpleNamespace(size=1_320_000, pages=12)
    return render_template(
        "pages/style.html", form=SampleForm(), wrong=wrong, closes_at=now() + timedelta(days=3),
        files=[SimpleNamespace(id=1, filename="平面图.pdf", file=stored)],
        rows=[SimpleNamespace(number="XC-001", name="棉花胡同院落", size="320"),
              SimpleNamespace(number="XC-002", name="牛街菜站", size="1,180")],
    )
