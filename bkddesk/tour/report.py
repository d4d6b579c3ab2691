"""What the tour did and what the site then holds, as Markdown for people and JSON for scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

_EVIDENCE = ("author_ip", "author_user_agent")
_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_MARKS = re.compile(r"^(?:#+|-|>)\s+")
"""What stands before a line of Markdown, as far as the tour's own text uses it."""


@dataclass
class Report:
    """Filled as the tour goes."""

    site: str
    held_before: int = 0
    steps: list[str] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    article: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def add_comment(
        self, comment_id: int, decided: str, before: Mapping[str, Any] | None, after: Mapping[str, Any]
    ) -> None:
        """Compare what the site says of a decided comment now with the decision, and with what it said before."""
        known = before or {}
        evidence = {
            name: value
            for part in _EVIDENCE
            for name, value in ((f"{part}_before", known.get(part)), (f"{part}_after", after.get(part)))
        }
        kept = all(evidence[f"{part}_before"] == evidence[f"{part}_after"] is not None for part in _EVIDENCE)
        line = {
            "id": comment_id, "status_before": known.get("status"), "decided": decided, "status": after["status"],
            "evidence_kept": kept, **evidence,
        }  # fmt: skip
        self.comments.append(line)
        if after["status"] != decided:
            self.problems.append(f"comment {comment_id}: decided {decided}, the site says {after['status']}")
        if not kept:
            self.problems.append(f"comment {comment_id}: IP or user agent differ, or were not known before: {evidence}")

    def add_article(self, post: Mapping[str, Any], title: str, text: str) -> None:
        """Compare the article with what was typed: its status, its title, and every word of it, in order."""
        raw = post["content"]["raw"]
        self.article = {
            "id": post["id"], "status": post["status"], "title": post["title"]["raw"], "link": post["link"],
            "content": raw,
        }  # fmt: skip
        if post["status"] != "publish":
            self.problems.append(f"article {post['id']}: status {post['status']}")
        if unescape(post["title"]["raw"]) != title:
            self.problems.append(f"article {post['id']}: title {post['title']['raw']!r}")
        wanted, found = _lines_of_markdown(text), _lines_of_blocks(raw)
        if found != wanted:
            self.problems.append(f"article {post['id']}: typed {wanted}, the site has {found}")


def _lines_of_markdown(text: str) -> list[str]:
    return [_MARKS.sub("", line).strip() for line in text.splitlines() if line.strip()]


def _lines_of_blocks(raw: str) -> list[str]:
    return [unescape(line).strip() for line in _MARKUP.sub("\n", raw).splitlines() if line.strip()]


def write_report(report: Report, directory: Path) -> None:
    """Write report.json and report.md."""
    (directory / "report.json").write_text(json.dumps(asdict(report), ensure_ascii=False, indent=1), "utf-8")
    lines = [
        "# Tour of bkddesk", "", f"Site: {report.site}. Held comments before: {report.held_before}.", "",
        *(f"{number}. {step}" for number, step in enumerate(report.steps, start=1)), "",
        "## What the site holds, read back over REST", "",
        "| comment | before | decided | now | IP before | IP now | user agent before | user agent now |",
        "|--:|---|---|---|---|---|---|---|",
        *(_row(comment) for comment in report.comments), "",
    ]  # fmt: skip
    if report.article:
        lines += [
            f"Article {report.article['id']}, {report.article['status']}: {report.article['title']}", "", "```html",
            report.article["content"], "```", "",
        ]  # fmt: skip
    lines += ["## Result", "", *(f"- {problem}" for problem in report.problems)]
    if not report.problems:
        lines.append(f"All agreed: {len(report.comments)} comments and the article.")
    lines += ["", "Pictures: " + ", ".join(report.pictures)]
    (directory / "report.md").write_text("\n".join(lines) + "\n", "utf-8")


def _row(comment: Mapping[str, Any]) -> str:
    cells = [comment["id"], comment["status_before"], comment["decided"], comment["status"]]
    for part in _EVIDENCE:
        before, after = comment[f"{part}_before"], comment[f"{part}_after"]
        # Once in full: the same again would only be hard to compare by eye.
        cells += [before, "the same" if before == after else f"**{after}**"]
    # An address or a user agent is whatever a stranger sent.
    return f"| {' | '.join(str(cell).replace('|', '¦') for cell in cells)} |"
