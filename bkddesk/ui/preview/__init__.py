"""The article as its reader will see it, beside the text that is being written."""
