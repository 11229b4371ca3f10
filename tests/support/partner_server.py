"""A partner's web server: HTTPS under a name of its own, and answers that a test chooses."""

import http.server
import threading
from pathlib import Path
from typing import Any

from tests.support.certificates import own_certificate


class PartnerServer:
    """``requests``: headers and body of each; ``answers``: statuses given once each, then 204."""

    def __init__(self, folder: Path, host: str) -> None:
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.authority, context = own_certificate(folder, host)
        partner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                partner.requests.append(({k.lower(): v for k, v in self.headers.items()}, body))
                status = partner.answers.pop(0) if partner.answers else 204
                self.send_response(status)
                if status in {301, 302, 307}:
                    self.send_header("Location", "https://127.0.0.1/inner")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_words: Any) -> None:
                """Quiet."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]

    def start(self) -> "PartnerServer":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
