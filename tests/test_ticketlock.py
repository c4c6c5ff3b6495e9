"""The fair lock: one at a time over threads and processes, first come first served, and a dead holder lets go."""

import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal import ticketlock
from portal.ticketlock import fair_lock

PATIENCE = 60  # seconds after which a wait counts as endless
ROOT = Path(__file__).parents[1]

ADD_TOGETHER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from portal.ticketlock import fair_lock

lock, sum_kept, threads, times = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])

def add(_):
    for _ in range(times):
        with fair_lock(lock):
            sum_kept.write_text(str(int(sum_kept.read_text()) + 1))

sys.stdin.read(1)
with ThreadPoolExecutor(threads) as pool:
    list(pool.map(add, range(threads)))
"""

HOLD = """
import sys
from pathlib import Path
from portal.ticketlock import fair_lock

with fair_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def python(program, *arguments):
    return subprocess.Popen([sys.executable, "-c", program, *map(str, arguments)], cwd=ROOT, text=True,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.fixture
def lock(tmp_path):
    return tmp_path / "turns"


def test_processes_and_threads_exclude_each_other(lock, tmp_path):
    total = tmp_path / "sum"
    total.write_text("0")
    processes = [python(ADD_TOGETHER, lock, total, 3, 40) for _ in range(3)]
    for process in processes:
        process.stdin.write("!")
        process.stdin.flush()
    assert [process.wait(PATIENCE) for process in processes] == [0, 0, 0]
    assert total.read_text() == str(3 * 3 * 40)


def test_a_killed_holder_lets_the_next_one_in(lock):
    holder = python(HOLD, lock)
    assert holder.stdout.readline() == "held\n"
    came_in = threading.Event()

    def wait_for_it():
        with fair_lock(lock):
            came_in.set()

    waiter = threading.Thread(target=wait_for_it, daemon=True)
    waiter.start()
    assert not came_in.is_set()
    holder.send_signal(signal.SIGKILL)
    assert came_in.wait(PATIENCE)
    waiter.join(PATIENCE)
    holder.wait(PATIENCE)


def test_an_error_inside_lets_the_next_one_in(lock):
    with pytest.raises(ZeroDivisionError), fair_lock(lock):
        1 / 0  # noqa: B018
    with fair_lock(lock):
        assert lock.exists()


def test_who_came_first_goes_first(lock, monkeypatch):
    draw, drawn, order = ticketlock._draw_ticket, threading.Semaphore(0), []

    def drawing(fd):
        ticket = draw(fd)
        drawn.release()
        return ticket

    def take(name):
        with fair_lock(lock):
            order.append(name)

    monkeypatch.setattr(ticketlock, "_draw_ticket", drawing)
    with ThreadPoolExecutor(8) as pool, fair_lock(lock):
        assert drawn.acquire(timeout=PATIENCE)
        for name in range(8):
            pool.submit(take, name)
            assert drawn.acquire(timeout=PATIENCE)
        assert order == []
    assert order == list(range(8))
