"""The server and the worker start, and end, together."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.postgres import free_port

ROOT = Path(__file__).parents[2]


def ignore_ctrl_c() -> None:
    """What a shell does for a program it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def serving(folder, port: int):
    """deploy/serve.py on a data folder of its own; its output can be read."""
    environment = os.environ | {"PORTAL_DATA_DIR": str(folder), "PORTAL_DATABASE_URL": "", "PORT": str(port)}
    process = subprocess.Popen([sys.executable, "deploy/serve.py"], cwd=ROOT, env=environment, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, preexec_fn=ignore_ctrl_c)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def read_until(process, words: str) -> None:
    """Read what is printed until a line has these words."""
    read = []
    for line in process.stdout:
        read.append(line)
        if words in line:
            return
    raise AssertionError(f"it ended without saying {words!r}: {''.join(read)}")


def children(pid: int) -> list[int]:
    """The processes a process has started."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def worker_of(process) -> int:
    """The worker among the processes started."""
    return next(pid for pid in children(process.pid) if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"))


def test_a_killed_worker_is_started_again_and_both_end_with_ctrl_c(template_database, tmp_path):
    shutil.copy(template_database, tmp_path / "portal.sqlite")
    port = free_port()
    with serving(tmp_path, port) as process:
        read_until(process, "Listening at")
        first = worker_of(process)
        os.kill(first, signal.SIGKILL)
        read_until(process, "The worker stopped and was started again")
        assert urlopen(f"http://127.0.0.1:{port}/healthz").status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        assert "Shutting down" in process.stdout.read()


def test_both_end_when_what_started_them_is_killed(template_database, tmp_path):
    shutil.copy(template_database, tmp_path / "portal.sqlite")
    port = free_port()
    with serving(tmp_path, port) as process:
        read_until(process, "Listening at")
        process.kill()
        process.stdout.read()  # comes back once nobody holds the output any more
        with pytest.raises(URLError):
            urlopen(f"http://127.0.0.1:{port}/healthz")
