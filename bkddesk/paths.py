"""Where data, cache and logs live, and where the resources that ship with bkddesk are. Knows no content of any file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one profile. None is created until something is written (`ensure`)."""

    data: Path
    cache: Path
    logs: Path

    @classmethod
    def default(cls) -> Paths:
        """The folders that the operating system gives an application."""
        import platformdirs

        dirs = platformdirs.PlatformDirs("bkddesk", appauthor=False)
        return cls(Path(dirs.user_data_dir), Path(dirs.user_cache_dir), Path(dirs.user_log_dir))

    @classmethod
    def below(cls, profile: Path) -> Paths:
        """All folders below one folder of the user's choice (`--profile DIR`)."""
        return cls(profile / "data", profile / "cache", profile / "logs")

    @property
    def sites_database(self) -> Path:
        """The small database that lists the sites and accounts."""
        return self.data / "sites.sqlite3"

    @property
    def settings(self) -> Path:
        """The window's own memory (sizes, language, palette): an INI file that Qt writes."""
        return self.data / "settings.ini"

    def site_dir(self, site_id: int) -> Path:
        """The folder that holds everything of one site and account."""
        return self.data / "sites" / str(site_id)

    def ensure(self) -> None:
        """Create the folders, readable by their owner only."""
        for folder in (self.data, self.cache, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)


@cache
def resources_dir() -> Path:
    """The folder of icons, fonts, translations and demo content: in the installed package, or in the checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
