"""How the portal is served: several stateless processes, each with a few threads."""

import os
from pathlib import Path

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = max(2, min(8, os.cpu_count() or 2))
worker_class = "gthread"
threads = 4
keepalive = 5
timeout = 60
graceful_timeout = 20
max_requests = 20000
max_requests_jitter = 2000
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
