"""The headless commands: the same Desk, no window. Data on standard output, progress and errors on standard error."""

from bkddesk.cli.command_line import COMMANDS, main

__all__ = ["COMMANDS", "main"]
