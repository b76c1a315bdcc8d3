"""The program as it is run in a checkout: ``python build.py COMMAND``."""

import sys

if __name__ == "__main__":
    try:
        from scholarfolio.cli import main

        sys.exit(main())
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("scholarfolio"):
            raise
        sys.exit(f"The library {error.name} is not installed. Type: make site\nor, without make: pip install -e .")
