"""What a password must be, and which roles belong to which units."""

import re
import unicodedata

from portal.errors import N_, InvalidInput
from portal.permissions import Role

SHORTEST_PASSWORD = 8
LONG_ENOUGH_FOR_ANYTHING = 16
LONGEST_PASSWORD = 200
KINDS_NEEDED = 3
LONGEST_EMAIL = 200
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")

UNIT_KIND_OF_ROLE = {
    Role.STREET_WORKER: ("subdistrict",),
    Role.PLANNER: ("subdistrict",),
    Role.DISCIPLINE: ("discipline",),
}
ROLES_WITHOUT_UNIT = frozenset({Role.RESIDENT, Role.EXPERT, Role.RIGHTS_HOLDER, Role.ADMIN})


def is_email(address: str) -> bool:
    """Whether a mail server can take this as an address."""
    return len(address) <= LONGEST_EMAIL and _EMAIL.fullmatch(address) is not None


def check_email(address: str) -> str:
    """An e-mail address a mail server can take, or "" for none. Raises InvalidInput."""
    if address and not is_email(address):
        raise InvalidInput(N_("这个电子邮箱写得不完整，应当像 name@example.com 这样；不想留可以不填。"), field="email")
    return address


def check_password(plain: str, login: str) -> None:
    """Refuse a password that is too short, too plain, too long, or holds the account name (an internal setting)."""
    if len(plain) < SHORTEST_PASSWORD:
        raise InvalidInput(N_("密码至少要 %(count)s 位。"), field="password", count=SHORTEST_PASSWORD)
    if len(plain) > LONGEST_PASSWORD:
        raise InvalidInput(N_("密码最多 %(count)s 位。"), field="password", count=LONGEST_PASSWORD)
    if login and login.lower() in plain.lower():
        raise InvalidInput(N_("密码里不要包含账号名，否则容易被猜到。"), field="password")
    if len(plain) < LONG_ENOUGH_FOR_ANYTHING and len({_kind(each) for each in plain}) < KINDS_NEEDED:
        raise InvalidInput(N_("密码太简单：请在大写字母、小写字母、数字、其他字符（含汉字）中至少用三样，"
                              "或者用 16 位以上的长密码。"), field="password")


def check_membership(role: Role, unit_kind: str | None, is_office: bool) -> None:
    """Refuse a role in a unit it does not belong to; `unit_kind` is None for no unit."""
    if unit_kind is None:
        if role not in ROLES_WITHOUT_UNIT:
            raise InvalidInput(N_("这个角色要在一个单位里担任，请选择单位。"), field="unit")
        return
    if role is Role.OFFICE and not is_office:
        raise InvalidInput(N_("会议办公室的角色只能设在联席会议办公室所在的单位。"), field="unit")
    if unit_kind not in UNIT_KIND_OF_ROLE.get(role, (unit_kind,)):
        raise InvalidInput(N_("这个角色不能设在这类单位：责任规划师和街道社区工作人员要选街道办事处，"
                              "纪检联系人要选纪检单位。"), field="unit")


def _kind(character: str) -> str:
    category = unicodedata.category(character)
    return category if category in ("Lu", "Ll", "Nd") else "other"
