"""The mail server: one connection, and what it says to each mail."""

import smtplib
import ssl
from email import policy
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from portal.config import Settings
from portal.outreach.rules import told

TIMEOUT = 30  # seconds
OK, OK_FORWARDED, GOING_DOWN, NEVER = 250, 251, 421, 500
_LOST = (smtplib.SMTPServerDisconnected, OSError)


class _OnOneLine(UnstructuredHeader):
    """A header that holds an address: folded or encoded, as long ones would be, no mail program could use it."""

    def fold(self, *, policy) -> str:
        """The header as it is."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _OnOneLine)
POLICY = policy.SMTP.clone(cte_type="7bit", header_factory=_HEADERS)


class Unreachable(Exception):
    """The server cannot be reached, or takes nothing from us now: nothing was sent, everything waits."""


class Refused(Exception):
    """The server will never take this mail: the address is wrong, or it refuses the words."""


class Deferred(Exception):
    """The server does not take this mail now."""


class Uncertain(Exception):
    """The connection was lost after the mail had been handed over and before the server said anything."""


class MailServer:
    """The SMTP server of the settings, used as `with MailServer(settings) as server: server.send(mail, address)`.

    It connects at the first mail. The server's certificate is checked, whichever way the connection is encrypted.
    """

    def __init__(self, settings: Settings):
        self._settings = settings
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        if self._smtp is not None:
            self._smtp.close()

    def send(self, mail: EmailMessage, address: str) -> None:
        """Hand over one mail. Raises Unreachable, Refused, Deferred or Uncertain; each with the server's words."""
        smtp = self._connected()
        try:
            smtp.rset()
            code, reply = smtp.mail(parseaddr(self._settings.mail_from)[1])
            if code != OK:
                raise Unreachable(_said(code, reply))
            _refuse_unless_taken(*smtp.rcpt(address))
        except _LOST as error:
            raise Unreachable(_words(error)) from error
        _hand_over(smtp, mail)

    def connect(self) -> None:
        """Connect, encrypt and sign in as the settings say. Raises Unreachable."""
        self._connected()

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self._smtp = _open(self._settings)
            except (smtplib.SMTPException, OSError) as error:
                raise Unreachable(_words(error)) from error
        return self._smtp


def write(*, number: int, sender: str, address: str, subject: str, body: str, stop: str = "", sent_at) -> EmailMessage:
    """One mail as the server gets it. Its Message-ID comes from the outbox `number`: a mail sent twice can be recognised.

    `stop` is the address where one click ends such mails (RFC 8058).
    """
    name, plain = parseaddr(sender)
    user, _, domain = plain.rpartition("@")
    mail = EmailMessage(policy=POLICY)
    mail["From"] = Address(name, user, domain)
    mail["To"] = address
    mail["Subject"] = " ".join(subject.split())
    mail["Date"] = format_datetime(sent_at)
    mail["Message-ID"] = f"<outbox-{number}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    if stop:
        mail["List-Unsubscribe"] = f"<{stop}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(body)
    return mail


def _open(settings: Settings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if settings.smtp_security == "ssl":
        smtp = smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT, context=context)
    else:
        smtp = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT)
    try:
        if settings.smtp_security == "starttls":
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
        if settings.smtp_user:
            smtp.login(settings.smtp_user, settings.smtp_password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _hand_over(smtp: smtplib.SMTP, mail: EmailMessage) -> None:
    try:
        code, reply = smtp.data(mail.as_bytes())
    except smtplib.SMTPDataError as refusal:
        code, reply = refusal.smtp_code, refusal.smtp_error
    except _LOST as error:
        raise Uncertain(_words(error)) from error
    _refuse_unless_taken(code, reply)


def _refuse_unless_taken(code: int, reply: bytes) -> None:
    if code in (OK, OK_FORWARDED):
        return
    words = _said(code, reply)
    raise Unreachable(words) if code == GOING_DOWN else Refused(words) if code >= NEVER else Deferred(words)


def _said(code: int, reply: bytes) -> str:
    return told(f"{code} {reply.decode('utf-8', 'replace')}")


def _words(error: Exception) -> str:
    return told(str(error) or type(error).__name__)
