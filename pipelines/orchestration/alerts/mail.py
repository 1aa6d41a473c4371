"""Telling by e-mail.

Belongs here: the letter and handing it to the server. Does not: wording, settings.
"""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from pipelines.orchestration.alerts.message import Message
from pipelines.orchestration.alerts.settings import Mail, Settings

_SECONDS = 20.0


def send_mail(mail: Mail, message: Message, settings: Settings) -> None:
    """Send one letter to all of `mail.to`. Raises OSError (smtplib's errors are such) or `SettingsWrong`."""
    letter = EmailMessage()
    letter["Subject"] = message.title
    letter["From"] = mail.sender
    letter["To"] = ", ".join(mail.to)
    letter["Date"] = formatdate()
    letter["Message-ID"] = make_msgid(domain="gongkai.invalid")
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.text)
    context = ssl.create_default_context()
    password = settings.secret(mail.password_env)
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=_SECONDS, context=context)
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=_SECONDS)
    with server:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, password)
        server.send_message(letter)
