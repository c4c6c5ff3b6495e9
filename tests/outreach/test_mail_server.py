"""The connection to the mail server: encrypted, signed in, its certificate checked."""

import pytest

from portal.outreach.smtp import MailServer, Unreachable, write
from tests.outreach.mailserver import HOST, certificate, mail_server, signing_in
from tests.settings import settings_in

TO = "wang@example.com"


@pytest.fixture
def context(tmp_path):
    """A server's TLS context and the file that vouches for it."""
    return certificate(tmp_path)


@pytest.fixture
def mail(clock):
    """Any mail."""
    return write(number=1, sender="noreply@xicheng.example", address=TO, subject="通知", body="您好", sent_at=clock.now())


def leading_to(server, folder, **changes):
    return settings_in(folder, smtp_host=HOST, smtp_port=server.port, mail_from="noreply@xicheng.example", **changes)


def test_starttls_and_signing_in(tmp_path, context, mail, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(context[1]))
    account = {"authenticator": signing_in("portal", "secret"), "auth_required": True}
    with mail_server(tls_context=context[0], require_starttls=True, **account) as server:
        with MailServer(leading_to(server, tmp_path, smtp_user="portal", smtp_password="secret")) as connection:
            connection.send(mail, TO)
        assert server.recipients == [TO]
        with pytest.raises(Unreachable, match="535"), MailServer(
                leading_to(server, tmp_path, smtp_user="portal", smtp_password="wrong")) as connection:
            connection.send(mail, TO)
        assert server.recipients == [TO]


def test_tls_from_the_first_byte(tmp_path, context, mail, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(context[1]))
    with mail_server(ssl_context=context[0]) as server:
        with MailServer(leading_to(server, tmp_path, smtp_security="ssl")) as connection:
            connection.send(mail, TO)
        assert server.recipients == [TO]


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_a_certificate_nobody_vouches_for_gets_no_mail(tmp_path, context, mail, security):
    options = {"tls_context": context[0]} if security == "starttls" else {"ssl_context": context[0]}
    with mail_server(**options) as server:
        with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"), MailServer(
                leading_to(server, tmp_path, smtp_security=security)) as connection:
            connection.send(mail, TO)
        assert server.mails == []


def test_no_mail_goes_out_in_the_clear_when_encryption_was_asked_for(tmp_path, mail):
    with mail_server() as server:
        with pytest.raises(Unreachable, match="STARTTLS"), MailServer(leading_to(server, tmp_path)) as connection:
            connection.send(mail, TO)
        assert server.mails == []


def test_the_same_message_has_the_same_message_id(clock):
    made = [write(number=7, sender="a@x.cn", address=TO, subject="换\n行", body="您好", sent_at=clock.now()) for _ in range(2)]
    assert [each["Message-ID"] for each in made] == ["<outbox-7@x.cn>"] * 2
    assert made[0]["Subject"] == "换 行"


def test_the_address_that_stops_mails_stands_on_one_line_however_long_it_is(clock):
    stop = "https://portal.example/" + "zhuanlan/" * 12 + "follows/tCT8BbHgDo3aGyJVmToew6T2-nGLofAp/stop?only=1.2.3"
    made = write(number=7, sender="a@x.cn", address=TO, subject="有" * 80, body="您好", stop=stop, sent_at=clock.now())
    assert f"List-Unsubscribe: <{stop}>\r\n".encode() in made.as_bytes()
