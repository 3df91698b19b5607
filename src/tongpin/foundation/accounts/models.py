"""账号模型: users, their sign-ins and the failed attempts that throttling counts."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.crypto import salted_hmac

from tongpin.kernel.reference import Reference


class UserManager(BaseUserManager["User"]):
    """用户查询: only what Django's sign-in needs."""


class User(AbstractBaseUser):
    """中文名: 用户。Somebody who may sign in; what they may do is decided by grants in ``access``."""

    username = models.CharField(
        "用户名",
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z_][a-z0-9_.-]{1,39}$", "用户名应以小写字母开头，由小写字母、数字、点、横线或下划线组成，2至40位。")
        ],
        error_messages={"unique": "该用户名已被使用，请换一个。"},
    )
    display_name = models.CharField("姓名", max_length=40)
    must_change_password = models.BooleanField("须修改密码", default=True)
    is_active = models.BooleanField("启用", default=True)
    is_operator = models.BooleanField("命令行账号", default=False)
    session_epoch = models.PositiveIntegerField("会话批次", default=1)
    password_changed_at = models.DateTimeField("密码修改时间", null=True, blank=True)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        ordering = ("username",)
        constraints = [
            models.UniqueConstraint(
                fields=["is_operator"],
                condition=models.Q(is_operator=True),
                name="accounts_user_one_operator",
                violation_error_message="命令行账号只能有一个。",
            ),
            models.CheckConstraint(
                condition=models.Q(is_operator=False) | models.Q(is_active=False),
                name="accounts_user_operator_inactive",
                violation_error_message="命令行账号不能登录，不能启用。",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def reference(self) -> Reference:
        return Reference("user", self.pk, self.display_name, self.username)

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Ties every session to the password and to ``session_epoch``: raising the epoch ends them all."""
        salt = "tongpin.foundation.accounts.User.session"
        return salted_hmac(salt, f"{self.password}:{self.session_epoch}", secret=secret, algorithm="sha256").hexdigest()


BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge 浏览器"),
    ("Firefox", "火狐浏览器"),
    ("Chrome", "Chrome 内核浏览器"),
    ("Safari", "Safari 浏览器"),
)
SYSTEMS = (
    ("Android", "安卓手机"),
    ("iPhone", "苹果手机"),
    ("Windows", "Windows 电脑"),
    ("Mac OS", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


class SignIn(models.Model):
    """中文名: 登录会话。One sign-in: from where, last seen when, ended how."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="用户")
    session_key = models.CharField("会话标识", max_length=40, unique=True, null=True)
    ip_address = models.CharField("登录地址", max_length=45, blank=True)
    agent = models.CharField("浏览器", max_length=200, blank=True)
    signed_in_at = models.DateTimeField("登录时间")
    last_seen_at = models.DateTimeField("最近操作时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=20, blank=True)

    class Meta:
        verbose_name = "登录会话"
        verbose_name_plural = "登录会话"
        ordering = ("-signed_in_at", "-pk")
        indexes = [models.Index(fields=["user", "-signed_in_at"], name="accounts_signin_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.signed_in_at:%Y-%m-%d %H:%M}"

    @property
    def browser(self) -> str:
        """浏览器 and system by name, as people know them."""
        names = [next((word for mark, word in marks if mark in self.agent), "") for marks in (BROWSERS, SYSTEMS)]
        return "，".join(filter(None, names)) or "其他浏览器"


class FailedAttempt(models.Model):
    """中文名: 登录失败记录。A refused attempt, also for names that do not exist, so that both look the same from outside."""

    username = models.CharField("用户名", max_length=150)
    ip_address = models.CharField("来源地址", max_length=45, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "登录失败记录"
        verbose_name_plural = "登录失败记录"
        ordering = ("-at",)
        indexes = [
            models.Index(fields=["username", "at"], name="accounts_failed_name"),
            models.Index(fields=["ip_address", "at"], name="accounts_failed_ip"),
        ]

    def __str__(self) -> str:
        return f"{self.username} {self.at:%Y-%m-%d %H:%M}"
