"""A real SMTP server on this machine, which takes mails, or does not, as a test wants."""

import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.postgres import free_port

HOST = "127.0.0.1"


class Handler:
    """Keeps the mails; `answers` maps a recipient to what the server says instead of OK, `on_mail` is called with each mail."""

    def __init__(self):
        self.mails, self.answers, self.on_mail = [], {}, None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        """Say whether this recipient is known."""
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """Take the mail."""
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((envelope.rcpt_tos, mail))
        if self.on_mail:
            self.on_mail(server)
        return "250 OK"

    @property
    def recipients(self) -> list[str]:
        """Everybody who got something, in its order."""
        return [address for addresses, _ in self.mails for address in addresses]


@contextmanager
def mail_server(port: int | None = None, **options):
    """Serve while the block runs; yields the Handler, which also tells its `port`."""
    handler = Handler()
    controller = Controller(handler, hostname=HOST, port=port or free_port(), **options)
    handler.port = controller.port
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()


def signing_in(user: str, password: str):
    """An authenticator that knows one account."""

    def check(_server, _session, _envelope, _mechanism, data):
        return AuthResult(success=(data.login, data.password) == (user.encode(), password.encode()), handled=False)

    return check


def certificate(folder):
    """A server context with a certificate of its own; the second value is the file that vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    )
    pem = folder / "mail.pem"
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context, pem
