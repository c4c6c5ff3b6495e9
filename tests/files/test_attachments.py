"""Files in their place, and who may see them."""

import pytest

from portal.accounts.models import Unit
from portal.errors import InvalidInput
from portal.files import visibility
from portal.files.actions import MOST_ATTACHMENTS, attach, store_bytes
from portal.files.intake import prepare
from portal.files.queries import attachments_of
from portal.files.storage import FolderStorage
from portal.permissions import Role
from tests.builders import a_unit, a_user
from tests.files.samples import PDF, picture


@pytest.fixture
def storage(app):
    return app.extensions["storage"]


@pytest.fixture
def opened(monkeypatch):
    """Files hang on units in these tests; the set holds the units that are public."""
    units = set()
    policy = visibility.Policy(Unit, "unit.edit", lambda unit, _now: unit.id in units, visibility.to_nobody)
    monkeypatch.setitem(visibility._POLICIES, "units", policy)
    return units


@pytest.fixture
def hang(session, write, storage):
    def one(name, data, visibility):
        with write() as now:
            unit = a_unit(session, now)
            file = prepare(name, data)
            return unit, attach(session, storage, unit, file, purpose="plan", visibility=visibility, actor=None, now=now)

    return one


def address(attachment):
    return f"/files/{attachment.id}/{attachment.filename}"


def test_the_same_bytes_are_stored_once(session, write, storage, tmp_path):
    with write() as now:
        unit = a_unit(session, now)
        for name in ("甲.pdf", "乙.pdf"):
            attach(session, storage, unit, prepare(name, PDF), purpose="", visibility="internal", actor=None, now=now)
    first, second = attachments_of(session, unit)
    assert (first.filename, second.filename) == ("甲.pdf", "乙.pdf")
    assert first.file is second.file
    assert storage.read(first.file.sha256) == PDF
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


def test_storage_keeps_what_it_has(tmp_path):
    storage = FolderStorage(tmp_path)
    assert storage.put(b"one") == storage.put(b"one")
    with pytest.raises(FileNotFoundError):
        storage.read("0" * 64)


def test_stored_bytes_are_known_again(session, write, storage):
    with write() as now:
        a_unit(session, now)
        assert store_bytes(session, storage, b"x", "text/csv", now) is store_bytes(session, storage, b"x", "text/csv", now)


def test_one_place_takes_a_bounded_number_of_files(session, write, storage):
    with pytest.raises(InvalidInput, match="最多放 30 个附件"), write() as now:
        unit = a_unit(session, now)
        for _ in range(MOST_ATTACHMENTS + 1):
            attach(session, storage, unit, prepare("a.pdf", PDF), purpose="", visibility="public", actor=None, now=now)


def test_a_public_file_opens_once_its_subject_is_public(client, opened, hang):
    unit, attachment = hang("现场.jpg", picture(), "public")
    assert client.get(address(attachment)).status_code == 404
    opened.add(unit.id)
    answer = client.get(address(attachment))
    assert answer.status_code == 200
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(address(attachment), headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_an_internal_file_stays_internal_when_its_subject_is_public(session, write, client, sign_in, opened, hang):
    unit, attachment = hang("请示.pdf", PDF, "internal")
    opened.add(unit.id)
    with write() as now:
        admin = a_user(session, now, Role.ADMIN)
        resident = a_user(session, now, Role.RESIDENT)
    assert client.get(address(attachment)).status_code == 404
    assert sign_in(resident).get(address(attachment)).status_code == 404
    answer = sign_in(admin).get(address(attachment))
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_of_an_unregistered_kind_of_subject_is_shown_to_nobody(session, write, sign_in, hang, monkeypatch):
    monkeypatch.delitem(visibility._POLICIES, "units", raising=False)
    _, attachment = hang("请示.pdf", PDF, "public")
    with write() as now:
        admin = a_user(session, now, Role.ADMIN)
    assert sign_in(admin).get(address(attachment)).status_code == 404


def test_a_file_that_does_not_exist_is_missing(client):
    assert client.get("/files/99/a.pdf").status_code == 404
