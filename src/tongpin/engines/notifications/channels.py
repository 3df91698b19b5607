"""消息通道: the site's own notices, e-mail where a mail server is set, and the text message, which says that it is not set up."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage

from tongpin.engines.notifications.services import MESSAGES, post_notice
from tongpin.kernel.errors import Refused
from tongpin.kernel.obligations import Message, MessageChannel

SITE, MAIL, TEXT = "site", "mail", "text"


def _lacks_account(message: Message) -> str:
    return "" if message.user_id is not None else "没有登录账号"


def _send_notice(message: Message, today: date) -> None:
    if message.user_id is not None:
        post_notice(
            user_id=message.user_id,
            source=MESSAGES,
            key=message.key,
            title=message.title,
            url=message.url,
            due_on=message.due_on,
            today=today,
        )


def _lacks_mail(message: Message) -> str:
    if not settings.EMAIL_HOST:
        return "邮件服务器未配置"
    return "" if message.email else "没有登记电子邮箱"


def _send_mail(message: Message, today: date) -> None:
    mail = EmailMessage(subject=message.title, body=message.words, to=[message.email])
    try:
        taken = mail.send()
    except OSError as error:  # what the mail protocol refuses is one of these too
        raise Refused(f"邮件服务器没有接收（{type(error).__name__}）") from None
    if not taken:
        raise Refused("邮件服务器没有接收")


def _lacks_gateway(message: Message) -> str:
    return "短信通道未配置"


def _refuse_text(message: Message, today: date) -> None:
    raise Refused(_lacks_gateway(message))


CHANNELS = [
    MessageChannel(key=SITE, title="站内消息", lacking=_lacks_account, send=_send_notice, order=10),
    MessageChannel(key=MAIL, title="电子邮件", lacking=_lacks_mail, send=_send_mail, order=20),
    MessageChannel(key=TEXT, title="短信", lacking=_lacks_gateway, send=_refuse_text, order=30),
]
