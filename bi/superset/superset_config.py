"""Settings of the Superset that reads a release. Found through SUPERSET_CONFIG_PATH, set by `gongkai bi`.

Belongs here: what Superset must know. Does not: datasets, charts, dashboards (see assets/).
"""

import os
from pathlib import Path

STATE = Path(os.environ["GONGKAI_SUPERSET_STATE"])

SECRET_KEY = (STATE / "secret_key").read_text(encoding="utf-8").strip()
SQLALCHEMY_DATABASE_URI = f"sqlite:///{STATE / 'superset.db'}"
# The release is one file on this machine: Superset refuses files unless told that they are meant.
PREVENT_UNSAFE_DB_CONNECTIONS = False
# A release is swapped as a whole; what was cached of the last one must not outlive it for long.
CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 60}
DATA_CACHE_CONFIG = CACHE_CONFIG
FILTER_STATE_CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 86400}
EXPLORE_FORM_DATA_CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 86400}
# The package has no language pack for Chinese: asking for it leaves the page blank. Our labels carry both.
BABEL_DEFAULT_LOCALE = "en"
ROW_LIMIT = 50_000
SQLLAB_TIMEOUT = 60
# Amounts in yuan with separators: 1,234.50
D3_FORMAT = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["¥", ""]}
# This server is for one machine or one office; behind a proxy that speaks TLS set both to True.
TALISMAN_ENABLED = False
SESSION_COOKIE_SECURE = False
FEATURE_FLAGS = {"ALERT_REPORTS": False}
# Asks nobody on the internet for anything.
LOGO_TARGET_PATH = "/superset/welcome/"
