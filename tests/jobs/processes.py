"""Worker processes for tests: the real command, on a test's database."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PASSED_ON = ("database_url", "data_dir", "secret_key", "contact_key", "jobs_url",
             "smtp_host", "smtp_port", "smtp_security", "mail_from")


@contextmanager
def worker(settings):
    """A worker process with these settings; killed at the end of the block if it still runs."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    environment |= {f"PORTAL_{name.upper()}": str(getattr(settings, name)) for name in PASSED_ON}
    command = [sys.executable, "-m", "flask", "--app", "tests.jobs.serving", "worker"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def says(process, words: str) -> None:
    """Wait until the worker says so."""
    assert process.stdout.readline().strip() == words


def stop(process, how: signal.Signals) -> int:
    process.send_signal(how)
    return process.wait(timeout=30)
