"""Somebody who has every notice sent again of which nobody knows whether it arrived."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.demo.client import ApiClient, DemoFailure

EVERY_SECONDS = 2.0


@contextmanager
def diligent_officer(base_url: str, password: str) -> Iterator[None]:
    """At work while the block runs; patient with a system that is being killed."""
    is_over = threading.Event()

    def work() -> None:
        officer = ApiClient(base_url).signed_in("zhangwei", password)
        while not is_over.wait(EVERY_SECONDS):
            for line in officer.get("/api/v1/notices?state=uncertain").json()["items"]:
                path = f"/api/v1/notices/{line['notice_id']}/resending"
                # Whoever was faster has left nothing to do: 409.
                if officer.post(path, {}, expect=0).status not in {200, 409}:
                    raise DemoFailure(path)

    thread = threading.Thread(target=work, name="diligent-officer", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join(30)
