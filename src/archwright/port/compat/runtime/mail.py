"""Flask-Mail: e-mail by SMTP."""

import re
import smtplib
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import charset as charsets
from email import policy
from email.encoders import encode_base64
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import formataddr, formatdate, make_msgid, parseaddr
from mimetypes import guess_type
from typing import Any

from app.core.compat.context import current_app

__provides__ = {
    "flask_mail.Attachment": "Attachment",
    "flask_mail.BadHeaderError": "BadHeaderError",
    "flask_mail.Connection": "Connection",
    "flask_mail.Mail": "Mail",
    "flask_mail.Message": "Message",
}
__extensions__ = ("flask_mail.Mail",)

Address = str | tuple[str, str]


class BadHeaderError(Exception):
    """A header would begin another one."""


@dataclass(eq=False)
class Attachment:
    """A file in a message."""

    filename: str | None = None
    content_type: str | None = None
    data: str | bytes | None = None
    disposition: str | None = None
    headers: dict[str, str] | None = None

    def __post_init__(self) -> None:
        if self.data is None:
            raise ValueError("The 'data' argument is required.")
        guessed = guess_type(self.filename)[0] if self.filename is not None else None
        plain = "text/plain" if isinstance(self.data, str) else "application/octet-stream"
        self.content_type = self.content_type or guessed or plain
        self.disposition = self.disposition or "attachment"
        self.headers = self.headers or {}

    def part(self, ascii_name: bool) -> MIMEBase:
        """The part of the message that holds it."""
        made = MIMEBase(*str(self.content_type).split("/"))
        payload: Any = self.data
        made.set_payload(payload)
        encode_base64(made)
        if self.filename is not None:
            name = _in_ascii(self.filename) if ascii_name else self.filename
            shown: Any = name if name.isascii() else ("UTF8", "", name)
            made.add_header("Content-Disposition", str(self.disposition), filename=shown)
        for key, value in (self.headers or {}).items():
            made.add_header(key, value)
        return made


@dataclass(eq=False)
class Message:
    """An e-mail."""

    subject: str = ""
    recipients: Any = None
    body: str | None = None
    html: str | None = None
    alts: Any = None
    sender: Any = None
    cc: Any = None
    bcc: Any = None
    attachments: Any = None
    reply_to: Any = None
    date: float | None = None
    charset: str | None = None
    extra_headers: dict[str, str] | None = None
    mail_options: Any = None
    rcpt_options: Any = None
    msgId: str = field(default_factory=make_msgid, init=False)  # noqa: N815 - the name that applications know

    def __post_init__(self) -> None:
        sender = self.sender or option("DEFAULT_SENDER")
        self.sender = f"{sender[0]} <{sender[1]}>" if isinstance(sender, tuple) else sender
        self.alts = dict(self.alts or {})
        for name in ("recipients", "cc", "bcc", "attachments", "mail_options", "rcpt_options"):
            setattr(self, name, getattr(self, name) or [])

    @property
    def send_to(self) -> set[Address]:
        """Everyone who gets it."""
        return {*self.recipients, *self.bcc, *self.cc}

    def add_recipient(self, recipient: Address) -> None:
        """Sends it to one more."""
        self.recipients.append(recipient)

    def attach(self, *args: Any, **kwargs: Any) -> None:
        """Adds a file, described like an attachment."""
        self.attachments.append(Attachment(*args, **kwargs))

    def send(self, connection: "Connection") -> None:
        """Sends it."""
        connection.send(self)

    def has_bad_headers(self) -> bool:
        """Whether a line break in an address or the subject would begin another header."""
        for address in filter(None, [self.sender, *self.recipients, self.reply_to]):
            if _breaks(f"{address[0]} <{address[1]}>" if isinstance(address, tuple) else address):
                return True
        first, *others = self.subject.split("\r\n") if self.subject else [""]
        folded = all(line[:1] in ("\t", " ") and line.strip() and not _breaks(line) for line in others)
        return bool(self.subject) and _breaks(self.subject) and not (first.strip() and not _breaks(first) and folded)

    def as_string(self) -> str:
        """The message as it is sent."""
        return self._built().as_string()

    def as_bytes(self) -> bytes:
        """The message as it is sent."""
        return self._built().as_bytes()

    __str__ = as_string
    __bytes__ = as_bytes

    def _built(self) -> MIMEBase:
        made = self._content()
        encoding = self.charset or "utf-8"
        headers = {
            "Subject": _subject(str(self.subject), encoding),
            "From": _address(self.sender, encoding),
            "To": ", ".join({_address(one, encoding) for one in self.recipients}),
            "Date": formatdate(self.date, localtime=True),
            "Message-ID": self.msgId,
            "Cc": ", ".join({_address(one, encoding) for one in self.cc}),
            "Reply-To": _address(self.reply_to, encoding) if self.reply_to else "",
            **(self.extra_headers or {}),
        }
        for name, value in headers.items():
            if value or name not in ("Subject", "Cc", "Reply-To"):
                made[name] = value
        for attachment in self.attachments:
            made.attach(attachment.part(bool(option("ASCII_ATTACHMENTS"))))
        made.policy = policy.SMTP
        return made

    def _content(self) -> MIMEBase:
        versions = {**self.alts, **({} if self.html is None else {"html": self.html})}
        if not versions and not self.attachments:
            return self._text(self.body)
        made = MIMEMultipart()
        if not versions:
            made.attach(self._text(self.body))
            return made
        alternative = MIMEMultipart("alternative")
        alternative.attach(self._text(self.body))
        for kind, content in versions.items():
            alternative.attach(self._text(content, kind))
        made.attach(alternative)
        return made

    def _text(self, text: Any, kind: str = "plain") -> MIMEText:
        charsets.add_charset("utf-8", charsets.SHORTEST, None, "utf-8")
        return MIMEText(text, _subtype=kind, _charset=self.charset or "utf-8")


class Connection:
    """A conversation with the mail server, in a `with` block."""

    def __init__(self) -> None:
        self.host: Any = None
        self.num_emails = 0

    def __enter__(self) -> "Connection":
        self.host = None if option("SUPPRESS_SEND", current_app.testing) else _connected()
        return self

    def __exit__(self, *error: object) -> None:
        if self.host is not None:
            self.host.quit()

    def send(self, message: Message, envelope_from: Address | None = None) -> None:
        """Sends a message."""
        assert message.send_to, "No recipients have been added"
        assert message.sender, "The message does not specify a sender and a default sender has not been configured"
        if message.has_bad_headers():
            raise BadHeaderError
        message.date = time.time() if message.date is None else message.date
        if self.host is not None:
            receivers = [_address(one) for one in message.send_to]
            sender = _address(envelope_from or message.sender)
            self.host.sendmail(sender, receivers, message.as_bytes(), message.mail_options, message.rcpt_options)
        for listener in listeners:
            listener(message)
        self.num_emails += 1
        if self.num_emails == option("MAX_EMAILS"):
            self.num_emails = 0
            if self.host:
                self.host.quit()
                self.host = _connected()

    def send_message(self, *args: Any, **kwargs: Any) -> None:
        """Sends a message, described here."""
        self.send(Message(*args, **kwargs))


class Mail:
    """Sends e-mail as the settings say."""

    def __init__(self, app: object = None) -> None:
        self.init_app(app)

    def init_app(self, app: object) -> None:
        """Nothing is left to do: the settings are read when they are needed."""

    def connect(self) -> Connection:
        """A connection for several messages."""
        return Connection()

    def send(self, message: Message) -> None:
        """Sends a message."""
        with self.connect() as connection:
            message.send(connection)

    def send_message(self, *args: Any, **kwargs: Any) -> None:
        """Sends a message, described here."""
        self.send(Message(*args, **kwargs))

    @contextmanager
    def record_messages(self) -> Iterator[list[Message]]:
        """Collects what is sent meanwhile."""
        outbox: list[Message] = []
        listeners.append(outbox.append)
        try:
            yield outbox
        finally:
            listeners.remove(outbox.append)


listeners: list[Callable[[Message], None]] = []
DEFAULTS = {"SERVER": "127.0.0.1", "PORT": 25}


def option(name: str, default: Any = None) -> Any:
    """A setting, without the MAIL_ of its name."""
    return current_app.config.get(f"MAIL_{name}", DEFAULTS.get(name, default))


def _connected() -> Any:
    host = (smtplib.SMTP_SSL if option("USE_SSL") else smtplib.SMTP)(option("SERVER"), option("PORT"))
    host.set_debuglevel(int(option("DEBUG", current_app.debug)))
    if option("USE_TLS"):
        host.starttls()
    if option("USERNAME") and option("PASSWORD"):
        host.login(option("USERNAME"), option("PASSWORD"))
    return host


def _subject(subject: str, encoding: str) -> str:
    if subject.isascii():
        return subject
    try:
        return Header(subject, encoding).encode()
    except UnicodeEncodeError:
        return Header(subject, "utf-8").encode()


def _address(address: Address, encoding: str = "utf-8") -> str:
    name, mailbox = parseaddr(str(address)) if not isinstance(address, tuple) else address
    try:
        name = Header(name, encoding).encode()
    except UnicodeEncodeError:
        name = Header(name, "utf-8").encode()
    if not mailbox.isascii():
        local, at, domain = mailbox.partition("@")
        whole = f"{Header(local, encoding)}@{domain.encode('idna').decode()}"
        mailbox = whole if at else Header(mailbox, encoding).encode()
    return formataddr((name, mailbox))


def _breaks(line: str) -> bool:
    return "\n" in line or "\r" in line


def _in_ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"\s+", " ", plain).strip()
