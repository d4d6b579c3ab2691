"""Writing: the editor of one draft, its side panel, the publish sheet and the conflict screen."""
