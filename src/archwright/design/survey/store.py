"""Where the data lives, as found: the engine, the way it is reached, and the address."""

import re
from dataclasses import dataclass

from archwright.design.survey.login import package_names
from archwright.design.words import masked
from archwright.model.design import Evidence
from archwright.model.facts import Facts, Setting
from archwright.model.place import Place

_ADDRESS = re.compile(r"\b(sqlite|postgres(?:ql)?|mysql|mariadb|mssql|oracle|mongodb)(?:\+\w+)?:")
_IS_ADDRESS = re.compile(r"(SQLALCHEMY_)?(DATABASE|DB)_?(URI|URL)$", re.IGNORECASE)
_ENGINES = {"postgresql": "postgres", "mariadb": "mysql"}
DRIVERS = {
    "psycopg2": "postgres",
    "psycopg": "postgres",
    "asyncpg": "postgres",
    "pymysql": "mysql",
    "mysql": "mysql",
    "mysqldb": "mysql",
    "flask_mysqldb": "mysql",
    "flaskext": "mysql",
    "pyodbc": "mssql",
    "pymssql": "mssql",
    "pymongo": "mongodb",
    "flask_pymongo": "mongodb",
    "mongoengine": "mongodb",
    "sqlite3": "sqlite",
    "cs50": "sqlite",
    "peewee": "sqlite",
}
_MAPPERS = frozenset({"flask_sqlalchemy", "sqlalchemy"})


@dataclass(frozen=True)
class Store:
    """`engine`: sqlite, postgres, mysql, mssql, mongodb, memory or none. `access`: orm, sql, driver, memory or none.

    `variable` names the environment variable that alone knows the address; `engine` is then what runs without it.
    """

    engine: str
    access: str
    address: str = ""
    place: Place | None = None
    evidence: tuple[Evidence, ...] = ()
    variable: str = ""


def find_store(facts: Facts) -> Store:
    """The engine by address, then by driver, then by what the entities are."""
    access = _access(facts)
    setting = next((each for each in facts.settings if _ADDRESS.search(each.default or "")), None)
    if setting is not None:
        return _by_setting(setting, access)
    engine = _by_package(facts, access)
    named = next((each for each in facts.settings if each.from_environment and _IS_ADDRESS.match(each.name)), None)
    if named is not None and engine == "sqlite":
        said = Evidence(f"{named.name} from the environment", named.place)
        return Store(engine, access, "", named.place, (said,), named.name)
    stored = [entity for entity in facts.entities if entity.kind != "memory" or access == "memory"]
    evidence = tuple(Evidence(f"{entity.name} ({entity.kind})", entity.place) for entity in stored[:3])
    evidence = evidence or _first_uses(facts)
    return Store(engine, access, "", evidence[0].place if evidence else None, evidence)


def _by_setting(setting: Setting, access: str) -> Store:
    found = _ADDRESS.search(setting.default or "")
    engine = found.group(1) if found else "sqlite"
    address = masked((setting.default or "").strip("\"'"))
    evidence = (Evidence(f"{setting.name} = {address}", setting.place),)
    return Store(_ENGINES.get(engine, engine), access, address, setting.place, evidence)


def _access(facts: Facts) -> str:
    kinds = {entity.kind for entity in facts.entities}
    if "orm" in kinds:
        return "orm"
    if facts.queries or "sql" in kinds:
        return "sql"
    if package_names(facts) & DRIVERS.keys():
        return "driver"
    return "memory" if kinds else "none"


def _by_package(facts: Facts, access: str) -> str:
    names = package_names(facts)
    driver = next((engine for name, engine in DRIVERS.items() if name in names), "")
    if driver:
        return driver
    if names & _MAPPERS or access in {"orm", "sql"}:
        return "sqlite"
    return access


def _first_uses(facts: Facts) -> tuple[Evidence, ...]:
    """For an app whose tables are declared elsewhere."""
    queries = [Evidence(query.verb.upper(), query.place) for query in facts.queries]
    calls = [Evidence(call.call, call.place) for call in facts.outside_calls if call.library.lower() in DRIVERS]
    kits = [Evidence(each.package, each.place) for each in facts.extensions if "alchemy" in each.package]
    return tuple([*queries, *calls, *kits][:3])
