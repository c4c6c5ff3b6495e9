"""axe-core (from npm, for tests only), put into the open page from outside: the pages themselves allow no foreign script."""

from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """
const done = arguments[arguments.length - 1];
const only = arguments[0].length ? {runOnly: {type: "rule", values: arguments[0]}} : {};
axe.run(document, {resultTypes: ["violations"], ...only}).then(
  result => done(result.violations.map(each => each.id + ": " + each.help + "\\n    " +
    each.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join("\\n    "))),
  error => done(["axe failed: " + error]));
"""


@cache
def source() -> str:
    """The checker's text; its absence is a failure, in words."""
    if not SOURCE.exists():
        pytest.fail("axe-core is not installed: run `npm ci` (or `make test`, which does)")
    return SOURCE.read_text()


def violations(driver, *rules: str) -> list[str]:
    """What axe finds wrong with the open page (by these rules, or by all), a few lines each; an empty list when all is well."""
    if not driver.execute_script("return 'axe' in window"):
        driver.execute_script(source())
    return driver.execute_async_script(RUN, rules)
