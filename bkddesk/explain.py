"""What went wrong, in a person's words: what happened, what is safe, the way out. The site's raw answer stands last.

Knows every error of `model.errors`; knows no screen and no command line.
"""

from __future__ import annotations

from dataclasses import dataclass

from bkddesk.language import tr
from bkddesk.model import errors
from bkddesk.model.outbox import OutboxItem


@dataclass(frozen=True, slots=True)
class Explanation:
    """An error in three parts. `ways` are sentences, the likeliest first; `raw` is small print, or ""."""

    title: str
    safe: str
    ways: tuple[str, ...]
    raw: str = ""

    def __str__(self) -> str:
        lines = [self.title, self.safe, *self.ways, *([self.raw] if self.raw else [])]
        return "\n".join(line for line in lines if line)


def explain(error: errors.DeskError) -> Explanation:
    """The words for an error, in the language in use."""
    title, safe, ways = _words(error)
    return Explanation(title, safe, tuple(ways), error.detail)


def _words(error: errors.DeskError) -> tuple[str, str, list[str]]:
    everything_kept = tr("Everything you wrote and decided is stored on this computer.")
    goes_by_itself = tr("It is sent by itself as soon as this is over.")
    try_again = tr("Try again in a moment.")
    sign_in_again = tr("Sign in again with a new Application Password.")
    ask_admin = tr("Ask the site's administrator.")
    check_address = tr("Check the address: type it as in the browser.")
    match error:
        case errors.CertificateInvalidError():
            return (
                tr("The site's certificate is not valid, so the connection would not be safe."),
                tr("No password was sent.") + " " + everything_kept,
                [tr("Ask the administrator to renew the certificate."), tr("Check this computer's date and time.")],
            )
        case errors.TimedOutError():
            return tr("The site did not answer in time."), everything_kept, [goes_by_itself, try_again]
        case errors.StoppedError():
            return tr("This was stopped before it was finished."), everything_kept, [goes_by_itself]
        case errors.ThrottledError():
            return tr("The site asks for a pause: too many requests."), everything_kept, [goes_by_itself]
        case errors.ServerTroubleError():
            return (
                tr("The site itself has a problem right now (error {status}).", status=error.status),
                everything_kept,
                [goes_by_itself, tr("If it lasts, tell the site's administrator.")],
            )
        case errors.AnswerTooLargeError():
            return tr("The answer had no end and was cut off."), everything_kept, [check_address, ask_admin]
        case errors.NotUnderstoodError():
            return (
                tr("Something other than the site answered, or it answered with a page instead of data."),
                everything_kept,
                [
                    tr("Open the site in the browser: a Wi-Fi sign-in page or a security check may be in between."),
                    ask_admin,
                ],
            )
        case errors.NetworkTroubleError():
            return tr("The site cannot be reached."), everything_kept, [goes_by_itself, tr("Check the network.")]
        case errors.PlainHttpError():
            return (
                tr("This address is not encrypted (http), so a password would travel readable."),
                tr("Nothing was sent."),
                [tr("Use the https address."), ask_admin],
            )
        case errors.AddressError():
            return tr("This is not an address that can be opened."), tr("Nothing was sent."), [check_address]
        case errors.NotWordPressError():
            return tr("No WordPress was found at this address."), tr("No password was sent."), [check_address]
        case errors.RestDisabledError():
            return (
                tr("WordPress is there, but its REST API is switched off or blocked."),
                tr("No password was sent."),
                [tr("Ask the administrator to allow the REST API for signed-in users.")],
            )
        case errors.RedirectedError():
            return (
                tr("The site sends this request elsewhere: {location}", location=error.location or "?"),
                tr("No password was sent there.") + " " + everything_kept,
                [tr("Add the site again under that address.")],
            )
        case errors.UnauthorizedError():
            return tr("The site does not accept the Application Password."), everything_kept, [sign_in_again]
        case errors.SignInNeededError():
            return tr("Nobody is signed in to this site."), everything_kept, [sign_in_again]
        case errors.ForbiddenError():
            return (
                tr("This account's role does not allow that."),
                everything_kept,
                [tr("Ask an editor or administrator to do it, or to change the role.")],
            )
        case errors.GoneError():
            return tr("It no longer exists on the site."), everything_kept, [tr("Synchronise to see what is there.")]
        case errors.RejectedError():
            return tr("The site refused this."), everything_kept, [tr("Change it and send it again."), ask_admin]
        case errors.KeyringUnavailableError():
            return (
                tr("The system's keyring cannot keep the password."),
                tr("The password was not written anywhere."),
                [
                    tr("Unlock or install the keyring (GNOME Keyring, KWallet, Keychain)."),
                    tr("Or sign in for this session only."),
                ],
            )
        case errors.StoreUnreadableError():
            return _unreadable(error)
        case errors.StoreFullError():
            return (
                tr("What you just did could not be stored: the disk is full, or the folder cannot be written."),
                tr("It is still on screen; everything before it is stored."),
                [tr("Free some space, then try again."), tr("Copy the text somewhere safe before closing.")],
            )
        case errors.NotFoundError():
            return tr("This is not on this computer."), everything_kept, [tr("Synchronise, then look again.")]
        case errors.NotFaithfulError():
            return (
                tr("This article can be read, but not edited here without damage."),
                tr("Nothing was changed."),
                [tr("Edit it in the browser.")],
            )
        case errors.InvalidInputError():
            return tr("That cannot be used as it is."), tr("Nothing was changed."), [tr("Correct it and try again.")]
        case _:
            return tr("Something went wrong."), everything_kept, [try_again]


def _unreadable(error: errors.StoreUnreadableError) -> tuple[str, str, list[str]]:
    if error.newer:
        title = tr("The stored data was made by a newer version of bkddesk.")
        ways = [tr("Install the newer version again.")]
    else:
        title = tr("The stored data is damaged and could not be opened.")
        ways = [tr("Keep the copy: it can be repaired."), tr("Synchronise to fetch the site's content again.")]
    return title, tr("It was set aside untouched: {path}", path=error.kept_at), ways


def explain_item(item: OutboxItem) -> Explanation:
    """Why an outbox row waits, was put off, or is parked."""
    kept = tr("Your decision and your text are stored on this computer; the site is unchanged.")
    look_again = tr("Look at it again and decide anew.")
    ask_role = tr("Ask an editor or administrator to do it, or to change the role.")
    known: dict[str, tuple[str, list[str]]] = {
        "handled": (tr("A colleague has decided otherwise meanwhile."), [look_again]),
        "edited": (tr("The comment was edited after you saw it."), [look_again]),
        "parent_gone": (
            tr("The comment you answered was deleted, or marked as spam."),
            [tr("Take the reply back, or restore the comment first.")],
        ),
        "changed": (tr("The article was also changed on the site, in the same place."), [tr("Choose what stands.")]),
        "trashed": (
            tr("The article is in the site's trash."),
            [tr("Bring it back with your text, or take yours back.")],
        ),
        "deleted": (
            tr("The article was deleted on the site for good."),
            [tr("Send it as a new article, or take it back.")],
        ),
        "date_passed": (tr("The planned time passed before it could be sent."), [tr("Choose another time.")]),
        "rest_cannot_create_term": (
            tr("This account may not create the category or tag “{name}”.", name=item.detail),
            [tr("Choose one that exists, or ask an editor to create it.")],
        ),
        "rest_comment_closed": (tr("Comments are closed on this article."), [tr("Take the reply back.")]),
        "rest_comment_draft_post": (tr("The article is not published."), [tr("Publish it first, then try again.")]),
        "rest_comment_trash_post": (tr("The article is in the trash."), [tr("Take the reply back.")]),
        "comment_duplicate": (tr("The site says that this was written before."), [tr("Change the text a little.")]),
        "comment_flood": (tr("The site lets nobody answer so fast."), [tr("It is sent by itself in a moment.")]),
        "status_unchanged": (tr("The site accepted the request but did not change the status."), [look_again]),
        "rest_forbidden_context": (tr("This account may no longer moderate."), [ask_role]),
        "rest_cannot_edit": (tr("This account may not edit that."), [ask_role]),
        "rest_cannot_publish": (tr("This account may not publish."), [tr("Submit it for review instead."), ask_role]),
    }
    if item.reason in known:
        title, ways = known[item.reason]
        return Explanation(title, kept, tuple(ways), item.detail)
    if item.reason:
        kind = getattr(errors, f"{item.reason}Error", errors.RejectedError)
        said = explain(kind(item.detail))
        raw = item.detail if item.reason in item.detail else f"{item.reason} {item.detail}".strip()
        return Explanation(said.title, kept, said.ways, raw)
    return Explanation(
        tr("It waits for its turn."), kept, (tr("It is sent as soon as the site can be reached."),), item.detail
    )
