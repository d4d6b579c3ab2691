"""The only place with PySide6: the window and its screens over one Desk. Imports desk, workspace, model and words."""
