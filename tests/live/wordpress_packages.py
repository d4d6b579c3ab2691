"""Fetches unmodified WordPress trees, and the SQLite drop-in that lets them run without a database server.

WordPress is Debian's own package from a newer suite, downloaded through the mirror that this machine's apt already
uses and unpacked below the user's cache, never installed. The drop-in is a folder inside the npm package
``@wp-playground/cli``. No version is named: what the suites hold today is what is tested. It knows nothing of
running a site.
"""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

# A name for "whatever is newest": unstable first, since a package can be missing from testing for months.
SUITES = {"newest": ("sid", "forky"), "trixie": ("trixie",)}

DROP_IN_PACKAGE = "@wp-playground/cli"
_DROP_IN_ZIP = "package/sqlite-database-integration.zip"
_THEME = "wordpress-theme-twentytwentyfive"
_LANGUAGES = "wordpress-l10n"
_KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
_WEEK = 7 * 24 * 3600


class FetchError(Exception):
    """WordPress cannot be had on this machine; the message says which step failed and what it printed."""


@dataclass(frozen=True, slots=True)
class Tree:
    """An unpacked WordPress with the SQLite drop-in, to be copied. ``version`` is Debian's, as "7.1.4+dfsg1-1"."""

    suite: str
    version: str
    directory: str


def cache_directory() -> Path:
    """``BKDDESK_TEST_CACHE``, or ``bkddesk-tests`` in the user's cache folder (tests may run under another HOME)."""
    if named := os.environ.get("BKDDESK_TEST_CACHE"):
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bkddesk-tests"


@contextmanager
def locked(cache: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the cache's lock: shared to copy out of it, exclusive to change it. Other processes wait."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield


def fetch(suite: str, *, cache: Path | None = None) -> Tree:
    """The tree for "newest" or "trixie", from the cache if fetched within a week.

    An older one is used with no word where the network fails, so that work offline goes on. Raises FetchError.
    """
    cache = cache or cache_directory()
    with locked(cache, shared=True):
        tree, fresh = _cached(cache, suite)
    if tree and fresh:
        return tree
    with locked(cache):
        tree, fresh = _cached(cache, suite)  # another process may have fetched it while this one waited
        if tree and fresh:
            return tree
        try:
            return _fetch(suite, cache)
        except FetchError:
            if tree is None:
                raise
            return tree


def _cached(cache: Path, suite: str) -> tuple[Tree | None, bool]:
    pointer = cache / f"{suite}.json"
    try:
        tree = Tree(**json.loads(pointer.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None, False
    if not Path(tree.directory, "wp-load.php").exists():
        return None, False
    return tree, time.time() - pointer.stat().st_mtime < _WEEK


def _fetch(suite: str, cache: Path) -> Tree:
    sys.stderr.write(f"Fetching WordPress ({' or '.join(SUITES[suite])}) for the tests\n")
    with TemporaryDirectory(dir=cache, prefix="fetch-") as name:
        work = Path(name)
        version = _unpack_debian(suite, work)
        wordpress = work / "root/usr/share/wordpress"
        _resolve_links(wordpress, work / "root")
        _trim(wordpress)
        _add_drop_in(wordpress, work)
        home = cache / "trees" / suite
        home.mkdir(parents=True, exist_ok=True)
        directory = home / work.name
        wordpress.rename(directory)
    tree = Tree(suite, version, str(directory))
    pointer = cache / f"{suite}.json"
    partial = pointer.with_suffix(".partial")
    partial.write_text(json.dumps(asdict(tree)), encoding="utf-8")
    partial.replace(pointer)
    for other in home.iterdir():
        if other != directory:
            shutil.rmtree(other)
    return tree


def _run(*command: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=env and {**os.environ, **env},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
    except FileNotFoundError as error:
        raise FetchError(f"{command[0]} is not installed") from error
    if done.returncode:
        raise FetchError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def _debian_mirror() -> str:
    """The archive's address as this machine's own apt has it: the release's, not that of its security updates."""
    listing = _run(
        "apt-get", "indextargets", "--format", "$(ORIGIN)|$(RELEASE)|$(COMPONENT)|$(REPO_URI)", "Created-By: Packages"
    )
    for line in listing.splitlines():
        origin, release, component, address = line.split("|", 3)
        # Suites of updates and security contain a dash (bookworm-updates); only the archive itself holds all suites.
        if origin in ("Debian", "$(ORIGIN)") and component == "main" and "-" not in release:
            return address
    raise FetchError("no Debian archive among apt's sources (`apt-get indextargets`); run `apt-get update` first")


def _unpack_debian(suite: str, work: Path) -> str:
    apt = _private_apt(work, SUITES[suite])
    downloads = work / "debs"
    downloads.mkdir()
    wanted = next((name for name in SUITES[suite] if _has_wordpress(name, apt)), None)
    if wanted is None:
        raise FetchError(f"no wordpress package in {', '.join(SUITES[suite])}")
    names = ["wordpress", _THEME, _LANGUAGES]
    _run("apt-get", "download", "-q", *(f"{name}/{wanted}" for name in names), cwd=downloads, env=apt)
    package = next(downloads.glob("wordpress_*.deb"))
    libraries = _libraries(_run("dpkg-deb", "--field", str(package), "Depends"))
    _run("apt-get", "download", "-q", *(f"{name}/{wanted}" for name in libraries), cwd=downloads, env=apt)
    for archive in sorted(downloads.glob("*.deb")):
        _run("dpkg-deb", "--extract", str(archive), str(work / "root"))
    return _run("dpkg-deb", "--field", str(package), "Version").strip()


def _private_apt(work: Path, suites: tuple[str, ...]) -> dict[str, str]:
    """An apt of our own: its lists and sources lie in ``work``; proxies and certificates stay the machine's."""
    home = work / "apt"
    (home / "lists/partial").mkdir(parents=True)
    (home / "cache/archives/partial").mkdir(parents=True)
    mirror = _debian_mirror()
    sources = [f"deb [signed-by={_KEYRING}] {mirror} {suite} main\n" for suite in suites]
    (home / "sources.list").write_text("".join(sources), encoding="utf-8")
    settings = {
        "Dir::Etc::sourcelist": home / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::lists": home / "lists",
        "Dir::State::status": "/dev/null",
        "Dir::Cache": home / "cache",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
        "APT::Sandbox::User": "root",
    }
    (home / "apt.conf").write_text("".join(f'{key} "{value}";\n' for key, value in settings.items()), encoding="utf-8")
    environment = {"APT_CONFIG": str(home / "apt.conf")}
    _run("apt-get", "update", "-q", env=environment)
    return environment


def _has_wordpress(suite: str, apt: dict[str, str]) -> bool:
    return f"{suite}/main" in _run("apt-cache", "madison", "wordpress", env=apt)


def _libraries(depends: str) -> list[str]:
    """The packages that the tree's symbolic links lead to: JavaScript and PHP libraries, not servers and languages."""
    names = {clause.split()[0] for clause in depends.split(",") if clause.strip()}
    return sorted(name for name in names if re.match(r"libjs-|libphp-|php-getid3$", name))


def _resolve_links(wordpress: Path, root: Path) -> None:
    """Put the file itself in the place of each link, so that the tree stands alone."""
    for link in [path for path in wordpress.rglob("*") if path.is_symlink()]:
        target = link.resolve()
        link.unlink()
        if target.is_file():
            shutil.copyfile(target, link)
        elif target.is_relative_to(root) and link.suffix == ".php":
            raise FetchError(f"{link.relative_to(root)} links to {target.relative_to(root)}, which no package brought")


def _trim(wordpress: Path) -> None:
    """Keep one translation, Indonesian, and drop Debian's configuration, which looks below /etc."""
    for path in (wordpress / "wp-content/languages").iterdir():
        if path.is_file() and "id_ID" not in path.name:
            path.unlink()
    (wordpress / "wp-config.php").unlink()


def _add_drop_in(wordpress: Path, work: Path) -> None:
    _run("npm", "pack", "--silent", DROP_IN_PACKAGE, cwd=work)
    tarball = next(work.glob("*.tgz"))
    with tarfile.open(tarball) as archive:
        member = archive.extractfile(_DROP_IN_ZIP)
        if member is None:
            raise FetchError(f"{tarball.name} holds no {_DROP_IN_ZIP}")
        (work / "drop-in.zip").write_bytes(member.read())
    plugins = wordpress / "wp-content/plugins"
    plugins.mkdir(exist_ok=True)
    with zipfile.ZipFile(work / "drop-in.zip") as archive:
        archive.extractall(work / "drop-in")
    source = next((work / "drop-in").rglob("db.copy")).parent
    # db.copy looks for this very folder when its placeholder was not filled in.
    source.rename(plugins / "sqlite-database-integration")
    shutil.copyfile(plugins / "sqlite-database-integration/db.copy", wordpress / "wp-content/db.php")


def _main() -> int:
    """Fetch what the cache lacks, so that the tests themselves wait for nothing."""
    try:
        for suite in SUITES:
            fetch(suite)
    except FetchError as error:
        sys.stderr.write(f"No WordPress for the tests: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(_main())
