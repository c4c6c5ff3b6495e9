"""Debian's Chromium: a phone or a desk, with JavaScript or without."""

import shutil
from dataclasses import dataclass

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

PHONE = {"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2, "mobile": True, "touch": False}}
QUIET = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN")


@dataclass(frozen=True)
class Device:
    """What a person holds: a phone of 390 pixels or a screen of 1280, with JavaScript on or off, letters of so many pixels."""

    is_phone: bool = False
    has_scripts: bool = True
    letters: int = 16


def program(name: str) -> str:
    """The path of a program; its absence is a failure, in words."""
    found = shutil.which(name)
    if not found:
        pytest.fail(f"{name} is not installed: run `apt-get install chromium chromium-driver` (or `make test`, which does)")
    return found


def start(device: Device, profile) -> webdriver.Chrome:
    """A running browser that keeps its things in the folder `profile`; the caller quits it."""
    options = webdriver.ChromeOptions()
    options.binary_location = program("chromium")
    for argument in (*QUIET, f"--user-data-dir={profile}", "--window-size=1280,900"):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"webkit.webprefs.default_font_size": device.letters})
    if device.is_phone:
        options.add_experimental_option("mobileEmulation", PHONE)
    driver = webdriver.Chrome(options, Service(program("chromedriver")))
    driver.set_page_load_timeout(30)
    if not device.has_scripts:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    return driver
