"""设置: the one settings file; everything that differs between installations comes from the environment (``docs/operations.md``)."""

from __future__ import annotations

import os
import secrets
from datetime import date, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from tongpin.config import env

PACKAGE_DIR = Path(__file__).resolve().parent.parent
REPOSITORY_DIR = PACKAGE_DIR.parent.parent

DATA_DIR = env.path("TONGPIN_DATA", Path.cwd() / "var")
PRODUCTION = env.flag("TONGPIN_PRODUCTION", default=False)
PLAIN_HTTP = env.flag("TONGPIN_PLAIN_HTTP", default=not PRODUCTION)
DEBUG = False
TESTING = env.flag("TONGPIN_TESTING", default=False)


def _secret_key() -> str:
    """From the environment; outside production a key is made once and kept readable by the owner only."""
    given = env.text("TONGPIN_SECRET_KEY")
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured("环境变量 TONGPIN_SECRET_KEY 太短，应不少于 50 个字符。")
        return given
    if PRODUCTION:
        raise ImproperlyConfigured("正式运行须设置环境变量 TONGPIN_SECRET_KEY（不少于 50 个随机字符）。")
    kept = DATA_DIR / "keys" / "secret.key"
    if not kept.exists():
        _keep_new_key(kept)
    return kept.read_text()


def _keep_new_key(kept: Path) -> None:
    """Whole or not at all, and only once, however many processes start together."""
    kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile("w", dir=kept.parent) as fresh:  # readable by the owner only
        fresh.write(secrets.token_urlsafe(64))
        fresh.flush()
        try:
            os.link(fresh.name, kept)
        except FileExistsError:
            return


def _check_pinned_date() -> None:
    """TONGPIN_TODAY moves the business date of demonstrations and tests; real work always has the real date."""
    pinned = env.text("TONGPIN_TODAY")
    if not pinned:
        return
    if PRODUCTION:
        raise ImproperlyConfigured("正式运行不得设置环境变量 TONGPIN_TODAY：业务日期须为实际日期。")
    try:
        date.fromisoformat(pinned)
    except ValueError as error:
        raise env.BadEnvironment(f"环境变量 TONGPIN_TODAY=“{pinned}”写法不对，应为 2023-12-31 这样的日期。") from error


if PRODUCTION and TESTING:
    raise ImproperlyConfigured("正式运行不得设置环境变量 TONGPIN_TESTING：测试方式的密码保护较弱。")
_check_pinned_date()
SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.words("TONGPIN_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("TONGPIN_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("正式运行须设置环境变量 TONGPIN_HOSTS（访问本系统的主机名，多个用逗号分开）。")
CSRF_TRUSTED_ORIGINS = env.words("TONGPIN_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_filters",
    "axes",
    "csp",
    "tongpin.foundation.ui",
    "tongpin.foundation.jobs",
    "tongpin.foundation.audit",
    "tongpin.foundation.sealing",
    "tongpin.foundation.accounts",
    "tongpin.foundation.orgs",
    "tongpin.foundation.files",
    "tongpin.foundation.access",
    "tongpin.engines.rules",
    "tongpin.engines.documents",
    "tongpin.engines.dataio",
    "tongpin.engines.indicators",
    "tongpin.engines.activities",
    "tongpin.engines.duties",
    "tongpin.engines.notifications",
    "tongpin.engines.packs",
    "tongpin.domains.enterprises",
    "tongpin.domains.experts",
    "tongpin.domains.programs",
    "tongpin.domains.service",
    "tongpin.domains.matching",
    "tongpin.domains.coaching",
    "tongpin.domains.policy",
    "tongpin.domains.membership",
    "tongpin.domains.orglife",
    "tongpin.domains.work",
    "tongpin.domains.accountability",
    "tongpin.domains.publicity",
    "tongpin.interfaces.desk",
    "tongpin.interfaces.reports",
    "tongpin.interfaces.wall",
    "tongpin.interfaces.terminal",
    "tongpin.demo",
    "tongpin.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tongpin.foundation.audit.middleware.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tongpin.foundation.accounts.middleware.SessionRulesMiddleware",
    "tongpin.foundation.access.middleware.ScopeMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "tongpin.config.urls"
WSGI_APPLICATION = "tongpin.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "tongpin.foundation.ui.context_processors.page",
            ],
            "builtins": ["tongpin.foundation.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "tongpin.foundation.ui.forms.OfficeFormRenderer"

# --- database: reliability.md section 5 -------------------------------------------------------------------------------------
_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "tongpin.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            f"PRAGMA journal_mode=WAL; PRAGMA synchronous={'OFF' if TESTING else 'FULL'}; "
            "PRAGMA recursive_triggers=ON; PRAGMA journal_size_limit=67108864;"
        ),
    },
    "TEST": {"NAME": DATA_DIR / "test.sqlite3"},  # a file, as in use: threads and processes meet in it
}
_POSTGRES_OPTIONS = "-c statement_timeout=600s -c lock_timeout=20s -c idle_in_transaction_session_timeout=60s"


def _database() -> dict[str, Any]:
    """The database of DATABASE_URL, else SQLite. ATOMIC_REQUESTS is off: a GET must never take SQLite's write lock."""
    address = env.text("DATABASE_URL")
    if not address:
        return {**_SQLITE, "ATOMIC_REQUESTS": False}
    try:
        given: dict[str, Any] = dict(dj_database_url.parse(address, conn_max_age=None, conn_health_checks=True))
    except ValueError as error:
        raise env.BadEnvironment("环境变量 DATABASE_URL 写法不对，应如 postgres://用户:口令@主机:5432/库名。") from error
    if given["ENGINE"] == _SQLITE["ENGINE"]:
        return {**_SQLITE, "NAME": given["NAME"], "ATOMIC_REQUESTS": False}
    return {**given, "OPTIONS": {**given.get("OPTIONS", {}), "options": _POSTGRES_OPTIONS}, "ATOMIC_REQUESTS": False}


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- sign-in ----------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "tongpin.foundation.accounts.passwords.ThreeKindsValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "tongpin.foundation.accounts.views.locked_out"
AXES_IPWARE_PROXY_COUNT = env.integer("TONGPIN_PROXIES", default=0, lowest=0, highest=3)
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
EMAIL_HOST = env.text("TONGPIN_MAIL_HOST")
EMAIL_PORT = env.integer("TONGPIN_MAIL_PORT", default=465, lowest=1, highest=65535)
EMAIL_HOST_USER = env.text("TONGPIN_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("TONGPIN_MAIL_PASSWORD")
EMAIL_USE_SSL = EMAIL_PORT == 465  # 465 speaks TLS from the first byte, 587 turns to it
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("TONGPIN_MAIL_FROM", EMAIL_HOST_USER)

IDLE_MINUTES = env.integer("TONGPIN_IDLE_MINUTES", default=30, lowest=5, highest=480)
SESSION_ENGINE = "tongpin.foundation.accounts.session_store"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
PASSWORD_RESET_TIMEOUT = 3600
ROLES = "tongpin.config.roles.ROLES"

# --- transport and headers --------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN_HTTP
SESSION_COOKIE_NAME = "sid" if PLAIN_HTTP else "__Host-sid"
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 31_536_000
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # the office's other hosts are not ours to force to TLS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tongpin.foundation.ui.errors.csrf_failure"
if env.flag("TONGPIN_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
UPLOAD_MAX_BYTES = env.integer("TONGPIN_UPLOAD_MB", default=50, lowest=1, highest=500) * 1024 * 1024

# --- language, time, files --------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
STATIC_URL = "/static/"
STATIC_ROOT = env.text("TONGPIN_STATIC") or None
STATICFILES_DIRS = [
    ("vendor/echarts", d) for d in (REPOSITORY_DIR / "node_modules/echarts/dist", PACKAGE_DIR / "vendor/echarts") if d.is_dir()
][:1]
STATICFILES_FINDERS = ["tongpin.config.vendor.VendorFinder", "django.contrib.staticfiles.finders.AppDirectoriesFinder"]
VENDOR_FILES = frozenset({"vendor/echarts/echarts.min.js"})
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = False
FILES_DIR = DATA_DIR / "files"
AUDIT_KEY_FILE = env.path("TONGPIN_AUDIT_KEY", DATA_DIR / "keys" / "audit.key")
SEALING_KEY_FILE = env.path("TONGPIN_SEALING_KEY", DATA_DIR / "keys" / "sealing.key")
AUDIT_ANCHOR_FILE = env.path("TONGPIN_AUDIT_ANCHOR", DATA_DIR / "audit-anchors.log")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"tongpin": {"level": "INFO"}, "axes": {"level": "ERROR"}, "waitress.queue": {"level": "ERROR"}},
}
