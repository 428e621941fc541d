"""A mail server for the tests: it speaks SMTP on a free port, keeps what arrives, and refuses what it is told to."""

import socketserver
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event, Thread


class MailServer(socketserver.ThreadingTCPServer):
    """What arrived is in `letters`, each with the recipients of its envelope in `X-To`.

    `refusals` maps a part of an address to the answer that it gets. While `open` is cleared, a letter that was sent
    waits for its answer; `busy` tells that one does.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port=0):
        super().__init__(("127.0.0.1", port), Conversation)
        self.letters: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}
        self.open, self.busy = Event(), Event()
        self.open.set()

    @property
    def port(self):
        return self.server_address[1]

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"


class Conversation(socketserver.StreamRequestHandler):
    """One client's commands, each answered by a line (RFC 5321)."""

    server: MailServer

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.say("220 ready")
        recipients: list[str] = []
        for line in self.rfile:
            words = line.decode().strip()
            match words.partition(" ")[0].upper():
                case "MAIL":
                    recipients = []
                    self.say("250 ok")
                case "RCPT":
                    refusal = [told for part, told in self.server.refusals.items() if part in words]
                    recipients += [] if refusal else [words]
                    self.say(refusal[0] if refusal else "250 ok")
                case "DATA":
                    self.say("354 go on")
                    self.take(recipients)
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")

    def take(self, recipients):
        """Read a letter up to the line with a dot alone."""
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.busy.set()
        self.server.open.wait(60)
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        letter["X-To"] = ", ".join(recipients)
        self.server.letters.append(letter)
        self.say("250 taken")


@contextmanager
def mail_server(port=0):
    """Run a mail server for the length of a block."""
    with MailServer(port) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.open.set()
            server.shutdown()
            thread.join()
