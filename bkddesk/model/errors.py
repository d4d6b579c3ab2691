"""What can go wrong, as types. The words that a person reads are in `explain`; here are only the facts they need.

Errors are translated at the door of each outside world (HTTP, keyring, SQLite) into one of these.
"""

from __future__ import annotations

from datetime import timedelta


class DeskError(Exception):
    """An expected failure, said to the person in words. `detail` is the raw answer, shown small and last."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class NetworkTroubleError(DeskError):
    """The site could not be reached, or the answer broke off: what arrived there is not known. Try again later."""


class TimedOutError(NetworkTroubleError):
    """The answer did not come, or did not end, within the time limit."""


class StoppedError(NetworkTroubleError):
    """The request was ended from here, by a person or because the program closes. Nothing is wrong with the site."""


class CertificateInvalidError(NetworkTroubleError):
    """TLS certificate expired, self-signed, or for another host."""


class ThrottledError(NetworkTroubleError):
    """429, or 503 with Retry-After: come back after `retry_after`."""

    def __init__(self, detail: str = "", retry_after: timedelta | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class ServerTroubleError(NetworkTroubleError):
    """5xx: the site itself stumbles. `status` is the HTTP status."""

    def __init__(self, detail: str = "", status: int = 500) -> None:
        super().__init__(detail)
        self.status = status


class NotUnderstoodError(NetworkTroubleError):
    """An answer that is not the API's: HTML instead of JSON, a captive portal, a challenge page, broken JSON."""


class AnswerTooLargeError(NotUnderstoodError):
    """The answer exceeds the cap and was cut off: a page that never ends."""


class AddressError(DeskError):
    """What was typed is not a web address that can be used."""


class PlainHttpError(AddressError):
    """http to somewhere other than this machine: a password would travel readable."""


class NotWordPressError(DeskError):
    """The address answers, but no WordPress REST API is announced or found there."""


class RestDisabledError(DeskError):
    """A WordPress whose REST API is switched off or blocked for this client."""


class RedirectedError(DeskError):
    """The site sends elsewhere; `location` is where. Credentials were not sent there."""

    def __init__(self, detail: str = "", location: str = "") -> None:
        super().__init__(detail)
        self.location = location


class UnauthorizedError(DeskError):
    """401: the application password is wrong, revoked, or never arrived. Sign in again; nothing is lost."""

    def __init__(self, detail: str = "", code: str = "") -> None:
        super().__init__(detail)
        self.code = code


class ForbiddenError(DeskError):
    """403: signed in, but the role does not allow this. `code` is WordPress's error code."""

    def __init__(self, detail: str = "", code: str = "") -> None:
        super().__init__(detail)
        self.code = code


class GoneError(DeskError):
    """404 or 410 for a thing that was there: deleted, or already trashed (`code` tells)."""

    def __init__(self, detail: str = "", code: str = "") -> None:
        super().__init__(detail)
        self.code = code


class RejectedError(DeskError):
    """Any other 4xx, and those 500s that WordPress uses to refuse an upload: sending the same again is useless."""

    def __init__(
        self, detail: str = "", code: str = "", status: int = 400, data: dict[str, object] | None = None
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.status = status
        self.data = data or {}


class KeyringUnavailableError(DeskError):
    """No usable keyring: absent, locked, or one that would keep the secret readable."""


class SignInNeededError(DeskError):
    """No application password for this site is at hand."""


class StoreUnreadableError(DeskError):
    """The database is damaged, or made by a newer bkddesk; it was set aside at `kept_at`, nothing was overwritten."""

    def __init__(self, detail: str = "", kept_at: str = "", newer: bool = False) -> None:
        super().__init__(detail)
        self.kept_at = kept_at
        self.newer = newer


class StoreFullError(DeskError):
    """The disk is full, or the profile cannot be written: what was just typed is only in memory."""


class NotFoundError(DeskError):
    """A comment, article or draft with this id is not in the profile."""


class NotFaithfulError(DeskError):
    """This article holds what bkddesk cannot edit without damage; it opens read-only. `detail` names what."""


class InvalidInputError(DeskError):
    """A value that a person or script gave cannot be used; `detail` says which and why."""
