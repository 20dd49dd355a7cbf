"""The only wiring. Every setting that an operator may change is an environment variable named here.

`HELPFULACTS_DATA`      the folder that holds all local state (default `var/` in the checkout)
`HELPFULACTS_DATABASE`  a PostgreSQL address; without it SQLite in that folder is used
`HELPFULACTS_HOSTS`     host names this installation answers to, comma-separated
`HELPFULACTS_HTTPS`     1 behind TLS: secure cookies and strict transport
`HELPFULACTS_PLACE`     the slug of the place that `/` opens and `/api/oruk/` serves, where there is more than one
`HELPFULACTS_FETCH_ALLOW`  host:port of feeds on your own network that may be asked, comma-separated
`HELPFULACTS_MEANING`   0 turns finding by meaning off, where its extra is installed
`HELPFULACTS_PATIENCE`  how many times as long as usual a search may take: 5 on a slow machine
`HELPFULACTS_EMAIL`     an SMTP address; without it letters are kept in the folder `outbox`
`HELPFULACTS_EMAIL_FROM`  the address that letters come from
`HELPFULACTS_ADDRESS`   where these pages are, for links in letters that nobody asked for on a page
`HELPFULACTS_TEXTS_URL` a gateway that sends texts; without it they are kept in the folder `outbox`
`HELPFULACTS_TEXTS_SECRET`  what the gateway and we know of each other; without it no text is taken in
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from environs import Env

from helpfulacts.core.errors import Refused

from . import secrets, sqlite

env = Env(prefix="HELPFULACTS_")

CHECKOUT = Path(__file__).resolve().parents[3]
DATA = Path(os.path.abspath(env.str("DATA", "") or CHECKOUT / "var"))
if DATA.exists() and not DATA.is_dir():
    raise Refused(f"HELPFULACTS_DATA names {DATA}, which is a file. Name a folder.")
KEYS = DATA / "keys"
_kept = secrets.read(KEYS)
_secrets = _kept or secrets.draw()
SECRET_KEY = _secrets.session
SEALING_KEYS = _secrets.sealing
SEALING_KEY_ID = _secrets.current
SEARCH_SALT = _secrets.search
KEEP_KEYS = partial(secrets.keep, KEYS, _secrets)  # before the first table: `core.durability.make_ready`

DEBUG = False
HTTPS = env.bool("HTTPS", False)
ALLOWED_HOSTS = env.list("HOSTS", ["127.0.0.1", "localhost", "[::1]", "testserver"])
DEFAULT_PLACE = env.str("PLACE", "")
MEANING = env.bool("MEANING", True)
PATIENCE = env.int("PATIENCE", 1)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "helpfulacts.core",
    "helpfulacts.places",
    "helpfulacts.people",
    "helpfulacts.promises",
    "helpfulacts.directory",
    "helpfulacts.support",
    "helpfulacts.coordination",
    "helpfulacts.learning",
    "helpfulacts.deliberation",
    "helpfulacts.accountability",
    "helpfulacts.web",  # before allauth, so that its pages are ours
    "allauth",
    "allauth.account",
    "helpfulacts.cli",
]

FORGETTING = ("helpfulacts.deliberation.actions.forget_words.forget_words",)
"""Called with a person who is erased, inside that transaction: what is held in rooms above `support`, which erases."""

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "helpfulacts.web.middleware.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "helpfulacts.web.middleware.PlaceMiddleware",
]

if env.bool("PSEUDO_LOCALE", False):
    MIDDLEWARE.insert(
        MIDDLEWARE.index("django.middleware.common.CommonMiddleware"),
        "helpfulacts.web.pseudo.PseudoLocaleMiddleware",
    )

ROOT_URLCONF = "helpfulacts.site.urls"
WSGI_APPLICATION = "helpfulacts.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "helpfulacts.web.context.page",
            ],
            "builtins": ["helpfulacts.web.templatetags.parts"],
        },
    }
]

_postgres = env.str("DATABASE", "")
if _postgres:
    from .postgres import database_from, holds_data

    DATABASES = {"default": database_from(_postgres)}
    _holds_data = _kept is None and holds_data(DATABASES["default"])
else:
    _holds_data = _kept is None and sqlite.holds_data(DATA / "helpfulacts.sqlite3")
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "helpfulacts.sqlite3",
            "CONN_MAX_AGE": 60,  # to open one and state its durability takes longer than most answers
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 5,
                # secure_delete: what is deleted is written over with noughts, not only let go of
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=ON;",
            },
        }
    }

if _holds_data:
    raise Refused(f"The keys of this data folder are missing. {secrets.BACK}")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {
    "login": "helpfulacts.web.forms.sign_in.SignInForm",
    "signup": "helpfulacts.web.forms.sign_in.NewAccountForm",
    "reset_password": "helpfulacts.web.forms.sign_in.NewPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Helpful Acts: "
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = (
    "django.contrib.messages.storage.session.SessionStorage"  # they may name an offer: not in a cookie
)
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = (
    None  # it ends with the browser, as the session does: forms sent before then belong to nobody
)
CSRF_FAILURE_VIEW = "helpfulacts.web.views.errors.out_of_date"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrf"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
        "OPTIONS": {
            "MAX_ENTRIES": 20_000
        },  # more than a flood of addresses brings, so that no count is pushed out
    }
}

_email = env.str("EMAIL", "")
if _email:
    import urllib.parse

    _smtp = urllib.parse.urlsplit(_email)
    EMAIL_HOST = _smtp.hostname or "localhost"
    EMAIL_PORT = _smtp.port or 587
    EMAIL_HOST_USER = urllib.parse.unquote(_smtp.username or "")
    EMAIL_HOST_PASSWORD = urllib.parse.unquote(_smtp.password or "")
    EMAIL_USE_TLS = _smtp.scheme == "smtps"
else:
    EMAIL_BACKEND = "helpfulacts.exchange.messages.outbox.EmailBackend"
SENDS_EMAIL = bool(_email)
OUTBOX = DATA / "outbox"
INSTRUMENTS = DATA / "instruments.toml"  # licences and words of measures that need one: `support.licensed`
ADDRESS = env.str("ADDRESS", "http://127.0.0.1:8000").rstrip("/")
TEXTS_URL = env.str("TEXTS_URL", "")
if TEXTS_URL and not TEXTS_URL.startswith(("https://", "http://127.0.0.1", "http://localhost")):
    raise Refused("HELPFULACTS_TEXTS_URL must begin with https:// - numbers and words would travel open.")
TEXTS_SECRET = env.str("TEXTS_SECRET", "")
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "helpfulacts@localhost")

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 262_144
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000  # a long ballot has a field for each thing on it

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "WARNING"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["models.W042"]
