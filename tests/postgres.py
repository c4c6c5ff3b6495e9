"""A PostgreSQL server of the tests' own: Debian's programs, a temporary folder, a free port."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

ACCOUNT = "postgres"
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"


def programs() -> Path:
    """The folder of initdb and pg_ctl; a missing server is a failure, in words."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    found = str(installed[-1]) if installed else shutil.which("initdb")
    if not found:
        pytest.fail("PostgreSQL is not installed: run `apt-get install postgresql` (or `make test`, which does) and try again")
    return Path(found).parent


def _as_account(*command) -> list[str]:
    """initdb refuses root: become Debian's own account for it."""
    return ["runuser", "-u", ACCOUNT, "--", *map(str, command)] if os.geteuid() == 0 else [*map(str, command)]


def _run(*command) -> None:
    done = subprocess.run(_as_account(*command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/")
    if done.returncode:
        pytest.fail(f"PostgreSQL did not start: {done.stdout[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _new_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam(ACCOUNT)
        os.chown(folder, account.pw_uid, account.pw_gid)
    return folder


@contextmanager
def server():
    """Run a server while the block runs; yields the address of its databases, without a database name."""
    bin_, folder, port = programs(), _new_folder(), free_port()
    data = folder / "data"
    try:
        _run(bin_ / "initdb", "-D", data, "-U", ACCOUNT, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        _run(bin_ / "pg_ctl", "-D", data, "-w", "-s", "-l", folder / "log", "-o",
             f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} {QUICK}", "start")
        yield f"127.0.0.1:{port}"
        _run(bin_ / "pg_ctl", "-D", data, "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def url(address: str, name: str) -> str:
    """The SQLAlchemy URL of one database on the server."""
    return f"postgresql+psycopg://{ACCOUNT}@{address}/{name}"


def _administer(address: str, statement: str) -> None:
    with psycopg.connect(f"postgresql://{ACCOUNT}@{address}/postgres", autocommit=True) as connection:
        connection.execute(statement)


def make_database(address: str, name: str, template: str = "template1") -> str:
    """Create a database as a copy of `template`; gives its URL."""
    _administer(address, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    return url(address, name)


def drop_database(address: str, name: str) -> None:
    """Remove a database, whoever is still connected."""
    _administer(address, f'DROP DATABASE "{name}" WITH (FORCE)')
