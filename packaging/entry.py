"""Where the built program starts: what `python -m app` is in the checkout."""

import sys

from app.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
