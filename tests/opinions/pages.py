"""Filling in forms as a person does: open the page, take a few seconds, send it."""

import re
from datetime import timedelta

SPEAKING = {"stance": "suggest", "text": "二层应当有电梯。", "relation": "neighbour"}


def token_on(page: str) -> str:
    return re.search(r'name="token"[^>]*value="([^"]+)"', page).group(1)


def send(client, clock, address, **fields):
    """Open `address`, fill in `fields` and send it; the answer is not followed."""
    token = token_on(client.get(address).text)
    clock.advance(timedelta(seconds=30))
    return client.post(address, data={"token": token, **fields}, content_type="multipart/form-data")


def speak(client, clock, matter, **fields):
    """Say something about the matter."""
    return send(client, clock, f"/proposals/{matter.number}/opinions/new", **{**SPEAKING, **fields})


def receipt_of(answer) -> str:
    """The receipt in the address of the thank-you page."""
    return re.search(r"/receipts/([0-9A-Z-]+)", answer.location).group(1)
