"""What axe cannot see, measured on the open page: what sticks out, what is too small to press, where the focus is."""

from portal.reading import Reading

SIDEWAYS = """
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth <= width) return [];
const out = [...document.querySelectorAll("body *")].filter(each => each.getBoundingClientRect().right > width + 1);
return [`${document.documentElement.scrollWidth} wide in ${width}`, ...out.slice(-3).map(each => each.outerHTML.slice(0, 120))];
"""
# A link inside a sentence may be as high as its line (WCAG 2.5.8), and what is hidden is not pressed.
SMALL = """
const least = arguments[0] - 0.5;
const pressed = "a[href], button, summary, select, textarea, input:not([type=hidden])";
const inSentence = each => each.matches("a, button") && getComputedStyle(each).display === "inline"
  && each.parentElement.innerText.trim().length > each.innerText.trim().length + 1;
const whole = each => each.matches("[type=checkbox], [type=radio]") && each.closest("label")
  || each.matches("h3 a") && each.closest(".card");
const area = each => (whole(each) || each).getBoundingClientRect();
return [...document.querySelectorAll(pressed)].filter(each => {
  if (!each.checkVisibility({visibilityProperty: true}) || each.closest(".hidden-text, .skip, .host")) return false;
  if (inSentence(each)) return false;
  const {width, height} = area(each);
  return width > 1 && (height < least || width < least && !each.matches(":is(p, li, td, dd, th) a"));
}).map(each => `${Math.round(area(each).width)} x ${Math.round(area(each).height)}: ${each.outerHTML.slice(0, 120)}`).slice(0, 6);
"""
CLIPPED = """
return [...document.querySelectorAll("body *")].filter(each => {
  const style = getComputedStyle(each);
  const own = ".hidden-text, .leaflet-container, svg, pre, thead, select, textarea, input, .table-box";
  return style.overflow !== "visible" && !each.closest(own)
    && each.innerText?.trim() && (each.scrollHeight > each.clientHeight + 2 || each.scrollWidth > each.clientWidth + 2)
    && style.overflowX !== "auto" && style.overflowY !== "auto";
}).map(each => each.outerHTML.slice(0, 120)).slice(0, 3);
"""
WEAR = """
document.documentElement.className = arguments[0];
for (const [name, media] of Object.entries(arguments[1]))
  document.querySelector(`link[href*="/css/${name}.css"]`).media = media;
"""

# The place in the page, whether the ring shows, and whether the middle of what has the focus lies open to the eye.
FOCUS = """
const each = document.activeElement;
if (!each || each === document.body) return null;
const style = getComputedStyle(each), box = each.getBoundingClientRect(), label = each.closest("label");
const [line] = each.getClientRects();
const top = document.elementFromPoint(line.left + Math.min(line.width, innerWidth) / 2, line.top + line.height / 2);
return {
  at: [...document.querySelectorAll("*")].indexOf(each), html: each.outerHTML.slice(0, 120),
  ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  seen: Boolean(top) && (each.contains(top) || top.contains(each) || Boolean(label?.contains(top))),
};
"""
MOVES = """
return [...document.querySelectorAll("*")].flatMap(each => {
  const style = getComputedStyle(each);
  const seconds = text => Math.max(...text.split(",").map(parseFloat));
  const moving = Math.max(style.transitionProperty === "none" ? 0 : seconds(style.transitionDuration),
    style.animationName === "none" ? 0 : seconds(style.animationDuration));
  return moving > 0 ? [[each.outerHTML.slice(0, 80), moving]] : [];
});
"""
WORDLESS = """
const coloured = ".status, [class*='word-'], .notice, .field-wrong, [aria-current], .check-done, .check-missing, .bar-cell";
return [...document.querySelectorAll(coloured)].filter(each => {
  const said = each.matches(".bar-cell") ? each.parentElement : each;
  return !said.innerText.trim() && each.checkVisibility();
}).map(each => each.outerHTML.slice(0, 120));
"""


def wears(driver, reading: Reading) -> None:
    """Show the open page, drawn for a device without wishes, as whoever chose `reading` gets it."""
    laid = {name for name, _ in reading.sheets} if reading.colours else set()
    driver.execute_script(WEAR, reading.classes, {name: "all" if name in laid else "not all" for name, _ in Reading().sheets})


def sideways(driver) -> list[str]:
    """What sticks out of the page so that it must be scrolled sideways."""
    return driver.execute_script(SIDEWAYS)


def too_small(driver, least: int) -> list[str]:
    """What can be pressed and is less than `least` pixels high."""
    return driver.execute_script(SMALL, least)


def clipped(driver) -> list[str]:
    """Text cut off by its box."""
    return driver.execute_script(CLIPPED)
