"""The lists of drafts and of the site's articles."""
