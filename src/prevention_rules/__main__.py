"""``python -m prevention_rules``: the command line, where its own name is not on the path."""

import sys

from prevention_rules.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
