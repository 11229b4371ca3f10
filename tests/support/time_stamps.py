"""A time-stamping authority on this machine (RFC 3161): ``openssl ts`` behind a small server."""

import http.server
import subprocess
import threading
from pathlib import Path
from typing import Any

_CONFIGURATION = """\
[tsa]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


class TimeStampAuthority:
    """``certificate``: what must be believed. ``is_strange``: it stamps something else than was asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.certificate = folder / "tsa.pem"
        self.is_strange = False
        (folder / "serial").write_text("01")
        (folder / "tsa.cnf").write_text(_CONFIGURATION.format(folder=folder))
        self._openssl(
            *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=Time", "-keyout", "tsa.key", "-out", "tsa.pem"),
            *("-addext", "extendedKeyUsage=critical,timeStamping"),
        )
        authority = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                answer = authority._answer(asked)
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_words: Any) -> None:
                """Quiet."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, asked: bytes) -> bytes:
        query = self._folder / "query.tsq"
        query.write_bytes(asked)
        if self.is_strange:
            self._openssl("ts", "-query", "-digest", "00" * 32, "-sha256", "-out", "query.tsq")
        self._openssl(
            *("ts", "-reply", "-config", "tsa.cnf", "-section", "tsa"),
            *("-queryfile", "query.tsq", "-out", "reply.tsr"),
        )
        return (self._folder / "reply.tsr").read_bytes()

    def _openssl(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self._folder, check=True, capture_output=True)
