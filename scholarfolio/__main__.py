"""``python -m scholarfolio`` is the same program."""

import sys

from scholarfolio.cli import main

if __name__ == "__main__":
    sys.exit(main())
