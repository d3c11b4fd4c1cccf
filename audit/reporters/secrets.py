"""What must stand in no report: user names, passwords and tokens that addresses carry."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from audit.model import Report

HIDDEN = "…"
PARAMETERS = (
    "access_token api_key apikey auth authorization client_secret id_token jwt key pass passwd password "
    "private_token refresh_token secret session session_id sessionid sid sig signature token x-amz-credential "
    "x-amz-security-token x-amz-signature x-goog-credential x-goog-signature"
).split()
"""Query parameters whose value lets somebody in."""

# An address within any text: https://user:password@host and //user@host.
_CREDENTIALS = re.compile(r"(?<=//)[^\s/?#\"'<>]*@(?=[\w\[])")
_TOKEN = re.compile(
    rf"(?P<name>(?:[?&;#]|&amp;)(?:{'|'.join(map(re.escape, PARAMETERS))})=)[^\s&;#\"'<>]+", re.IGNORECASE
)


def without_secrets(report: Report) -> Report:
    """The report with the secrets taken out of every text in it."""
    return msgspec.convert(_hide(msgspec.to_builtins(report)), Report)


def hide(text: str) -> str:
    """A text without the credentials and tokens of the addresses in it."""
    if "@" in text:
        text = _CREDENTIALS.sub("", text)
    return _TOKEN.sub(rf"\g<name>{HIDDEN}", text) if "=" in text else text


def _hide(value: Any) -> Any:
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, list):
        return [_hide(item) for item in value]
    if isinstance(value, dict):
        return {hide(str(key)): _hide(item) for key, item in value.items()}
    return value
