"""A mail server that keeps what it is given: nothing leaves this machine."""

import email
import socketserver
import threading
from email.message import EmailMessage
from email.policy import default


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as Python's ``smtplib`` speaks."""

    def handle(self) -> None:
        self._say("220 postbox")
        recipients = []
        for line in self.rfile:
            command = line.decode(errors="replace").strip()
            verb = command.upper()
            if verb.startswith("RCPT"):
                recipients.append(command.partition("<")[2].partition(">")[0])
            if verb == "DATA":
                self._say("354 go on")
                self.server.keep(recipients, self._content())
                recipients = []
            self._say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def _content(self) -> bytes:
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(line.removeprefix(b".") for line in lines)

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


class Postbox(socketserver.ThreadingTCPServer):
    """All e-mails that are sent to it, on a free port of the loopback interface."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.port = self.server_address[1]
        self.kept: list[tuple[list[str], EmailMessage]] = []

    def __enter__(self) -> "Postbox":
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *args) -> None:
        self.shutdown()
        super().__exit__(*args)

    def keep(self, recipients: list[str], content: bytes) -> None:
        """Take an e-mail in."""
        message = email.message_from_bytes(content, policy=default)
        self.kept.append((recipients, message))

    def about(self, subject: str, recipient: str) -> list[EmailMessage]:
        """Return the e-mails to somebody that speak of a subject, as they came in."""
        return [
            message
            for recipients, message in self.kept
            if recipient in recipients and subject in _text(message)
        ]


def _text(message: EmailMessage) -> str:
    body = message.get_body(("html", "plain"))
    return f"{message['Subject']}\n{body.get_content() if body else ''}"
