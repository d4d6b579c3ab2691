"""What the tour did and what the site then holds, as Markdown for people and JSON for scripts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

_EVIDENCE = ("author_ip", "author_user_agent")


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

    def add_comment(self, comment_id: int, decision: str, before: dict[str, Any] | None, after: dict[str, Any]) -> None:
        """Compare a decided comment with what the site says of it now."""
        kept = before is not None and all(before[name] == after[name] for name in _EVIDENCE)
        line = {
            "id": comment_id, "decided": decision, "status": after["status"], "evidence_kept": kept,
            **{name: after[name] for name in _EVIDENCE},
        }  # fmt: skip
        self.comments.append(line)
        if after["status"] != decision:
            self.problems.append(f"comment {comment_id}: decided {decision}, the site says {after['status']}")
        if not kept:
            self.problems.append(f"comment {comment_id}: IP or user agent differ, or were not known before")

    def add_article(self, post: dict[str, Any], title: str, text: str) -> None:
        """Compare the article with what was typed."""
        raw = unescape(post["content"]["raw"])
        self.article = {
            "id": post["id"], "status": post["status"], "title": post["title"]["raw"], "link": post["link"],
            "content": post["content"]["raw"],
        }  # fmt: skip
        if post["status"] != "publish":
            self.problems.append(f"article {post['id']}: status {post['status']}")
        if post["title"]["raw"] != title:
            self.problems.append(f"article {post['id']}: title {post['title']['raw']!r}")
        for words in (line.lstrip("#->< ").strip() for line in text.splitlines()):
            if words and words not in raw:
                self.problems.append(f"article {post['id']}: not there: {words!r}")


def write_report(report: Report, directory: Path) -> None:
    """Write report.json and report.md."""
    (directory / "report.json").write_text(json.dumps(asdict(report), ensure_ascii=False, indent=1), "utf-8")
    lines = [
        "# Tour of bkddesk", "", f"Site: {report.site}. Held comments before: {report.held_before}.", "",
        *(f"1. {step}" for step in report.steps), "",
        "## What the site holds, read back over REST", "",
        "| comment | decided | status | IP and user agent unchanged | IP | user agent |", "|--:|---|---|---|---|---|",
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


def _row(comment: dict[str, Any]) -> str:
    kept = "yes" if comment["evidence_kept"] else "NO"
    cells = (comment["id"], comment["decided"], comment["status"], kept, *(comment[name] for name in _EVIDENCE))
    return f"| {' | '.join(str(cell) for cell in cells)} |"
