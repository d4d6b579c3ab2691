"""The command line of ``wordpress_server``: one site, by hand."""

import argparse
import json
import signal
import sys
from dataclasses import asdict
from types import FrameType

from tests.live.wordpress_packages import SUITES, FetchError
from tests.live.wordpress_server import Settings, SiteError, WordPress, running


class _TerminatedError(Exception):
    """SIGTERM arrived."""


def main(arguments: list[str] | None = None) -> int:
    """Start a site, say where it is, and serve it until standard input closes, Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m tests.live.wordpress_server", description=main.__doc__)
    parser.add_argument("--suite", choices=SUITES, default="newest")
    parser.add_argument("--print-env", action="store_true", help="print one line of JSON instead of a few for people")
    parser.add_argument("--keep", action="store_true", help="leave the site's folder behind")
    parser.add_argument("--ignore-stdin", action="store_true", help="run until SIGTERM")
    parser.add_argument("--language", default="", help="of the site, such as id_ID")
    parser.add_argument("--plain-permalinks", action="store_true")
    parser.add_argument("--base", default="", help="a folder of the address to live in, such as /berita")
    options = parser.parse_args(arguments)
    settings = Settings(language=options.language, base=options.base)
    if options.plain_permalinks:
        settings = Settings(language=options.language, base=options.base, permalinks="")
    signal.signal(signal.SIGTERM, _terminate)
    try:
        with running(options.suite, settings, keep=options.keep) as site:
            sys.stdout.write(_line(site) if options.print_env else _words(site))
            sys.stdout.flush()
            if options.ignore_stdin:
                signal.pause()
            sys.stdin.read()
    except (FetchError, SiteError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except (_TerminatedError, KeyboardInterrupt):
        pass
    return 0


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise _TerminatedError


def _line(site: WordPress) -> str:
    facts = {
        "url": site.url,
        "api_root": site.api_root,
        "version": site.version,
        "users": {role: asdict(account) for role, account in site.accounts.items()},
        "site": str(site.wordpress),
        "database": str(site.database),
    }
    return json.dumps(facts) + "\n"


def _words(site: WordPress) -> str:
    lines = [f"WordPress {site.version} at {site.url}/ (Ctrl-D ends it)", f"in {site.directory}"]
    lines += [
        f"{account.username:14} {account.application_password}   (login page: {account.password})"
        for account in site.accounts.values()
    ]
    return "\n".join(lines) + "\n"
