"""Feeds: the newest news as Atom (RFC 4287) and as RSS 2.0. Pure: values in, bytes out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
register_namespace("", ATOM)
register_namespace("atom", ATOM)


@dataclass(frozen=True)
class Item:
    """One piece of news; `key` stays the same for ever and nowhere else occurs."""

    key: str
    title: str
    text: str
    address: str
    at: datetime


@dataclass(frozen=True)
class Feed:
    """What a feed is called, where it and its page lie, in which language it speaks, and its items, newest first."""

    title: str
    address: str
    page: str
    language: str
    author: str
    items: Sequence[Item]
    changed_at: datetime


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    root = Element(f"{{{ATOM}}}feed", {LANG: feed.language})
    _tell(root, id=feed.address, title=feed.title, updated=feed.changed_at.isoformat())
    _link(root, feed.address, rel="self", type="application/atom+xml")
    _link(root, feed.page)
    _tell(SubElement(root, f"{{{ATOM}}}author"), name=feed.author)
    for item in feed.items:
        entry = SubElement(root, f"{{{ATOM}}}entry")
        _tell(entry, id=item.key, title=item.title, updated=item.at.isoformat(), summary=item.text)
        _link(entry, item.address)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def rss(feed: Feed) -> bytes:
    """The feed as RSS."""
    root = Element("rss", version="2.0")
    channel = SubElement(root, "channel")
    _say(channel, title=feed.title, link=feed.page, description=feed.title, language=feed.language,
         lastBuildDate=format_datetime(feed.changed_at))
    _link(channel, feed.address, rel="self", type="application/rss+xml")
    for item in feed.items:
        entry = SubElement(channel, "item")
        _say(entry, title=item.title, link=item.address, description=item.text, pubDate=format_datetime(item.at))
        SubElement(entry, "guid", isPermaLink="false").text = item.key
    return tostring(root, encoding="utf-8", xml_declaration=True)


WRITERS: dict[str, Callable[[Feed], bytes]] = {"atom": atom, "rss": rss}


def _link(parent: Element, address: str, **attributes: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", href=address, **attributes)


def _tell(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _say(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text
