"""Text in, text out: block markup, Markdown, safe HTML, the preview page. Knows no store, no network and no screen."""
