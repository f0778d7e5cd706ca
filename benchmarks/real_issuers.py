"""Tokens and logins of real servers, Better Auth and oidc-provider from npm, at a backend that is built just now.

Usage: python benchmarks/real_issuers.py [--packages FOLDER] [--json FILE]

Needs node and npm, and says so when they are missing. Everything stays on loopback. Exits with 1 when a check fails.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from real_issuers.logins import logins
from real_issuers.servers import World, install, running
from real_issuers.tokens import Checks, better_auth, oidc_provider

PACKAGES = Path.home() / ".cache" / "archwright" / "real_issuers"
ROUNDS: tuple[Callable[[World, Checks], None], ...] = (better_auth, oidc_provider, logins)


def main(arguments: list[str]) -> int:
    """Run every check; how many did not hold decides."""
    parser = argparse.ArgumentParser(description="Tokens and logins of real servers.")
    parser.add_argument("--packages", type=Path, default=PACKAGES, help="where the npm packages are kept")
    parser.add_argument("--json", type=Path, help="where the figures go")
    options = parser.parse_args(arguments)
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        say(f"skipped: there is no {' and no '.join(missing)} here")
        return 0
    install(options.packages)
    checks = Checks()
    with TemporaryDirectory() as scratch, running(options.packages, Path(scratch)) as world:
        for each in ROUNDS:
            each(world, checks)
    failed = [check for check in checks.done if not check.holds]
    say(f"{len(checks.done) - len(failed)} of {len(checks.done)} hold")
    if options.json:
        options.json.write_text(json.dumps(checks.report(), indent=2))
    return 1 if failed else 0


def say(line: str) -> None:
    """To whoever runs this."""
    print(line, flush=True)  # noqa: T201 - the output of a script


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
