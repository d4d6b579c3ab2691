"""`python -m bkddesk`."""

import sys

from bkddesk.app import main

if __name__ == "__main__":
    sys.exit(main())
