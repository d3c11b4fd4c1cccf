"""A server on loopback that gives prepared answers, for what no folder of files can say: statuses, headers, broken bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class Answer:
    """What is said to a request; ORIGIN in the body and in headers stands for the server's own address."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    """Whether the connection ends before the body is complete."""


@dataclass
class Answers:
    """A running server and what it was asked."""

    origin: str
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)


@contextmanager
def answering(prepared: Mapping[str, Answer | bytes]) -> Iterator[Answers]:
    """Answer these paths while the context lasts, and all others with 404."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            running.asked.append(self.path)
            running.agents.add(self.headers["User-Agent"])
            found = prepared.get(self.path, Answer(status=404))
            answer = found if isinstance(found, Answer) else Answer(found)
            body = answer.body.replace(b"ORIGIN", running.origin.encode())
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value.replace("ORIGIN", running.origin))
            self.send_header("Content-Length", str(len(body) + 100 * answer.cut))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = answer.cut

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        running = Answers(f"http://127.0.0.1:{server.server_port}")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield running
        finally:
            server.shutdown()
            thread.join()
