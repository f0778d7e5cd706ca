"""Words that cannot be names, and what to call things instead."""

import builtins
import keyword
import re
from unicodedata import combining, normalize

from pydantic import BaseModel

from archwright.kit import names
from archwright.kit.words import words

FIELD = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
ENTITY = re.compile(r"[A-Z][A-Za-z0-9]*")
LONGEST = 48

COLUMNS = words("id created_at updated_at deleted_at version tenant_id")
# What generated modules import or call their own.
_OWN = words(
    """Actor Before Body Change Connection Database Datum First Found Idempotent Ids Incoming Listed Moment One
    Outgoing Page Principal Row Rule Second Seen Sent Slice Stored Text Values Wire"""
)
PLATFORM_TABLES = words(
    """alembic_version api_keys audit_log credentials external_accounts idempotency_keys login_sessions mail_codes
    refresh_tokens security_events"""
)
_TYPES = words("date time datetime timedelta uuid decimal")
_CALLED = words(
    """str int float bool bytes list dict set tuple frozenset object property classmethod staticmethod super len min
    max sum any all next iter filter map zip range sorted reversed enumerate isinstance issubclass getattr setattr
    hasattr print repr open input vars callable id abs round globals locals"""
)
# Names that the bodies of written classes use themselves.
_IN_CLASSES = words("str int float bool bytes list dict sql true false dt today unchanged utc_now uuid7")
_RESERVED = words("metadata registry")
# What the modules of operations call by these names.
_OF_ROUTES = words(
    """answer answers bytes dict int isinstance list preferred raw router slots str float tuple date datetime
    once work data"""
)
# What is handed to the function of an operation beside the values of its path.
HANDED = words("work data query headers cookies")
# What routes of an entity are handed beside its service, which is called like the plural.
_OF_SERVICES = words("data changes request response file store once if_match")
_FRAMEWORK = words("metadata registry self cls session request response service repository router app")
_CLASSES = words(
    """Base BaseModel BaseSettings Field Mapped Session AsyncSession Depends Request Response Query Path Body Header
    Cookie Security Router APIRouter FastAPI Settings Decimal UUID Any Literal Annotated Self Protocol Enum StrEnum
    ApiKey AuditEntry Credential ExternalAccount IdempotencyKey LoginSession MailCode RefreshToken SecurityEvent
    Table Column ForeignKey Relationship Callable Iterator Sequence Mapping Principal Problem Date Datetime
    BigInteger Boolean CheckConstraint Folded Index Integer LargeBinary Numeric String UniqueConstraint"""
)


def field_trouble(name: str) -> tuple[str, str]:
    """What is wrong with the name of a field and what to do; two empty texts when nothing is."""
    if not FIELD.fullmatch(name) or len(name) > LONGEST:
        return _shape(name, snake(name), "lower case letters, digits and single underscores")
    if name in COLUMNS:
        return f"`{name}` is a column that every table may have.", f"Remove it or call it `{name}_value`."
    return shape_field_trouble(name)


def shape_field_trouble(name: str) -> tuple[str, str]:
    """The same for a field that is only sent, where the names of our columns are free."""
    if not FIELD.fullmatch(name) or len(name) > LONGEST:
        return _shape(name, snake(name), "lower case letters, digits and single underscores")
    if keyword.iskeyword(name):
        return f"`{name}` is a word of Python.", _other(name)
    if name in _IN_CLASSES:
        return f"`{name}` would hide what the written class uses by that name.", _other(name)
    if name in _RESERVED or hasattr(BaseModel, name):
        return f"`{name}` is a name of the frameworks below.", _other(name)
    return "", ""


def _other(name: str) -> str:
    """A name that is free."""
    return f"Say what it is of, e.g. `{name}_value`."


def entity_trouble(name: str) -> tuple[str, str]:
    """What is wrong with the name of an entity and what to do; two empty texts when nothing is."""
    if not ENTITY.fullmatch(name) or len(name) > LONGEST:
        return _shape(name, camel(name), "letters and digits, beginning with a capital")
    if keyword.iskeyword(name) or hasattr(builtins, name) or name in _CLASSES | _OWN:
        return f"`{name}` is a name of Python or of the frameworks below.", f"Say more, e.g. `{name}Record`."
    if keyword.iskeyword(snake(name)) or snake(name) in _CALLED | _TYPES | _FRAMEWORK:
        return f"`{snake(name)}` would be its name in code, which is taken.", f"Say more, e.g. `{name}Record`."
    return "", ""


def plural_trouble(name: str) -> str:
    """What is wrong with what many of an entity are called, by itself or because it was said; "" when nothing is."""
    if keyword.iskeyword(name):
        return f"`{name}` is a word of Python."
    return f"`{name}` is taken where its routes are written." if name in _OF_SERVICES else ""


def word_trouble(name: str) -> tuple[str, str]:
    """The same for roles and operations, which become names of functions and values."""
    if not FIELD.fullmatch(name) or len(name) > LONGEST:
        return _shape(name, snake(name), "lower case letters, digits and single underscores")
    if keyword.iskeyword(name):
        return f"`{name}` is a word of Python.", f"Say more, e.g. `{name}_it`."
    return "", ""


def operation_trouble(name: str) -> tuple[str, str]:
    """The same for operations, which stand beside what their modules use."""
    if name in _OF_ROUTES:
        return f"`{name}` would hide what the written routes use by that name.", f"Say more, e.g. `{name}_it`."
    return word_trouble(name)


def parameter_trouble(name: str) -> tuple[str, str]:
    """The same for plain values in a path."""
    if keyword.iskeyword(name) or name in HANDED | _OF_ROUTES:
        return f"`{name}` is taken where its value is handed on.", "Call it otherwise: nobody sees what it is called."
    return "", ""


def snake(name: str) -> str:
    """OrderItem, orderItem, "order item" -> order_item: the word that written modules have, in plain letters."""
    return names.snake(_ascii(name))


def camel(name: str) -> str:
    """order_item, "order item" -> OrderItem."""
    return names.camel(_ascii(name))


def _ascii(name: str) -> str:
    return "".join(each for each in normalize("NFKD", name.replace("ß", "ss")) if not combining(each))


def _shape(name: str, better: str, rule: str) -> tuple[str, str]:
    trouble = f"`{name}` cannot be a name here."
    if len(name) > LONGEST:
        return trouble, f"At most {LONGEST} letters."
    fits = better and (FIELD.fullmatch(better) or ENTITY.fullmatch(better)) and better != name
    return trouble, f"Use {rule}" + (f": `{better}`." if fits else ".")
