"""Names and values that must not stand in code."""

import re

_NAME = re.compile(
    r"(?:^|_)(?:secret|passwd|password|pwd|token|apikey|private_?key|access_?key|auth_?key|api_?key|client_?secret|"
    r"signing_?key|encryption_?key|jwt_?key|account_sid|dsn|credentials?)(?:_?(?:key|id|hash|value|string|token))?$|^sk$|secret_?key|api_?key",
    re.IGNORECASE,
)
_NOT_SECRET = re.compile(
    r"(?:token_(?:url|type|lifetime)|password_(?:field|label)|_url$|_header$|_name$|_path$|_file$|_expires$)",
    re.IGNORECASE,
)
_URL = re.compile(r"\w+://[^/\s:@'\"]+:[^@\s'\"{}]+@")
_KEY = re.compile(r"^(?:sk_(?:live|test)_|sk-|AKIA|ghp_|xox[bp]-|AIza|SG\.)[\w-]{8,}")


def is_secret_name(name: str) -> bool:
    """Whether a setting of that name is a secret by nature."""
    return bool(_NAME.search(name)) and not _NOT_SECRET.search(name)


def holds_password(value: str) -> bool:
    """Whether a value is a URL with a password, or has the shape of a well-known key."""
    return bool(_URL.search(value) or _KEY.match(value.strip("'\"")))
