"""The look of the public pages: one style sheet and the frame of a document. Knows no content."""

from __future__ import annotations

import html

_STYLE = """
:root { color-scheme: light; --green: #14532d; --line: #d9d9d4; --quiet: #5f6368; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.65 "Noto Sans", system-ui, sans-serif; color: #222; background: #f4f4f1; }
a { color: var(--green); }
header.site { background: var(--green); color: #fff; padding: 18px 24px; }
header.site a { color: #fff; text-decoration: none; font-weight: 700; font-size: 19px; }
header.site p { margin: 2px 0 0; font-size: 13px; opacity: .85; }
main { max-width: 780px; margin: 24px auto; background: #fff; border: 1px solid var(--line); padding: 24px 32px; }
main.dialog { max-width: 560px; }
h1 { font-size: 26px; line-height: 1.3; color: var(--green); margin: 0 0 8px; }
h1.article { text-transform: uppercase; }
.meta, .trail, .quiet-text { color: var(--quiet); font-size: 13px; }
.count { float: right; min-width: 30px; text-align: center; border: 1px solid var(--line); border-radius: 15px; }
figure { margin: 16px 0; } img { max-width: 100%; height: auto; } figcaption { font-size: 13px; color: var(--quiet); }
blockquote { margin: 16px 0; padding: 2px 0 2px 18px; border-left: 4px solid var(--green); color: #444; }
table { border-collapse: collapse; width: 100%; } td, th { border: 1px solid var(--line); padding: 6px 10px; }
section { border-top: 1px solid var(--line); margin-top: 24px; padding-top: 12px; }
section h2 { font-size: 17px; margin: 0 0 8px; }
ol.comments, ol.comments ol { list-style: none; padding-left: 0; } ol.comments ol { padding-left: 28px; }
ol.comments li { margin: 12px 0; overflow-wrap: anywhere; }
.share span { display: inline-block; border: 1px solid var(--line); padding: 2px 10px; margin-right: 6px; }
label { display: block; font-size: 13px; margin: 8px 0 2px; }
input[type=text], input[type=email], textarea { width: 100%; padding: 6px 8px; border: 1px solid #8c8f94; }
button { background: var(--green); color: #fff; border: 0; padding: 9px 16px; font: inherit; cursor: pointer;
  margin: 0 8px 8px 0; }
button.quiet { background: #fff; color: #222; border: 1px solid #8c8f94; }
article.teaser { border-bottom: 1px solid var(--line); padding: 14px 0; }
article.teaser h2 { margin: 0; font-size: 19px; }
footer { text-align: center; color: var(--quiet); font-size: 13px; padding: 8px 0 32px; }
"""


def document(title: str, body: str, site: str = "Situs latihan") -> str:
    """A whole HTML document; `title` and `site` are plain text, `body` is HTML."""
    return (
        '<!DOCTYPE html>\n<html lang="id-ID">\n<head>\n<meta charset="UTF-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{html.escape(title)} &#8211; {html.escape(site)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )
