"""gunicorn: threads with keep-alive, no sockets or files outside the data folder."""

import os

from gunicorn import util

from deploy.supervisor import die_with_parent
from deploy.unread_requests import refuse

# gunicorn's own page is English HTML that repeats what was sent; there is no setting for it.
util.write_error = refuse

bind = os.environ.get("HUHANG_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("HUHANG_WEB_WORKERS", "1"))
threads = int(os.environ.get("HUHANG_WEB_THREADS", "8"))
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
timeout = 60
graceful_timeout = 20
keepalive = 15
# Longer headers or more of them than any browser sends are an attack.
limit_request_line = 4094
limit_request_fields = 60
accesslog = None
errorlog = "-"
loglevel = "warning"


def post_fork(_arbiter: object, _worker: object) -> None:
    """Workers left by a killed master would hold the port against the next one for seconds."""
    die_with_parent()
