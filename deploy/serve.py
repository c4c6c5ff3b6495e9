"""The server and the worker together, as `make run` starts them: one Ctrl-C stops both.

A worker that dies is started again; when the server ends, all ends. Both end as well when this process is killed.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
SERVER = [str(BIN / "gunicorn"), "-c", "deploy/gunicorn.conf.py", "wsgi:app"]
WORKER = [str(BIN / "flask"), "--app", "wsgi", "worker"]
SECONDS_TO_STOP = 25
SECONDS_BETWEEN_STARTS = 1
PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """In the new process: let the kernel end it when the one that started it is gone; Ctrl-C reaches it through us only."""
    os.setpgrp()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(command: list[str]) -> subprocess.Popen:
    """Start one of the two."""
    return subprocess.Popen(command, preexec_fn=end_with_parent)


def stop(*processes: subprocess.Popen) -> None:
    """Ask them to end, and end them when they do not."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def watch(server: subprocess.Popen, worker: subprocess.Popen) -> int:
    """Wait until the server ends or somebody stops us; gives the exit status."""
    try:
        while True:
            pid, status = os.wait()
            if pid == server.pid:
                server.returncode = os.waitstatus_to_exitcode(status)
                return server.returncode
            if pid == worker.pid:
                worker.returncode = os.waitstatus_to_exitcode(status)
                print(f"后台进程停了（{worker.returncode}），已重新启动。 The worker stopped and was started again.", flush=True)
                time.sleep(SECONDS_BETWEEN_STARTS)  # a worker that cannot start at all must not keep the machine busy
                worker = start(WORKER)
    except KeyboardInterrupt:
        return 0
    finally:
        stop(*(each for each in (server, worker) if each.returncode is None))


def main() -> int:
    """Run both until one of the ways to end."""
    for each in (signal.SIGINT, signal.SIGTERM):  # also where a shell started us in the background, ignoring Ctrl-C
        signal.signal(each, signal.default_int_handler)
    return watch(start(SERVER), start(WORKER))


if __name__ == "__main__":
    sys.exit(main())
