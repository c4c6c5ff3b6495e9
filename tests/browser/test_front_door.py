"""The first page, on every kind of device."""

import pytest

from tests.browser import axe


@pytest.mark.parametrize(("phone", "scripts"), [(True, True), (False, True), (True, False)],
                         ids=["phone", "desk", "phone without scripts"])
def test_the_front_page_opens_and_leads_to_the_sign_in_page(person, phone, scripts):
    visitor = person(phone=phone, scripts=scripts).opens("/")
    visitor.sees("怎么用，先听您说").clicks("登录")
    assert visitor.path.startswith("/sign-in")


def test_nothing_is_wider_than_the_phone(person):
    visitor = person(phone=True).opens("/")
    assert visitor.driver.execute_script("return document.documentElement.scrollWidth") <= 390


def test_the_front_page_has_no_barrier(person):
    assert axe.violations(person().opens("/").driver) == []
