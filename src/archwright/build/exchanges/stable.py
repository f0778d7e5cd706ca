"""Which recorded values will be the same tomorrow: no clocks, tokens, hashes, addresses."""

import re
from collections.abc import Iterator

_VARYING = re.compile(
    r"""
      [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}            # uuid
    | (?<![0-9a-z])[0-9a-f]{16,}(?![0-9a-z])         # digest
    | 0x[0-9a-f]{6,}                                 # address of an object
    | eyJ[\w-]{8,}                                   # token
    | pbkdf2: | scrypt: | \$2[aby]\$ | \$argon2      # password hash
    | \d{4}-\d{1,2}-\d{1,2} | \d{1,2}[/.]\d{1,2}[/.]\d{2,4} | \d{1,2}:\d{2}
    | \b(?:19|20)\d{2}\b                             # year
    | \b1[5-9]\d{8}\b                                # seconds since 1970
    | (?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{24,}          # any other long token
    """,
    re.VERBOSE | re.IGNORECASE,
)


def varies(text: str, sent: str = "") -> bool:
    """Whether a part of `text` may differ in the next run; what the client itself `sent` does not."""
    return any(match[0] not in sent for match in _VARYING.finditer(text))


def value_varies(value: object, sent: str = "") -> bool:
    """The same for a value out of JSON, at any depth."""
    return any(varies(str(leaf), sent) for _, leaf in leaves(value))


def leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every scalar of a JSON value with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, str(key)))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path, value
