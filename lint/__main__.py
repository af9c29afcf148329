"""`python -m lint` is the same as the command `newslint`."""

import sys


def run() -> None:
    """Run the command and leave with its exit status."""
    from lint.cli import main

    sys.exit(main())


if __name__ == "__main__":
    run()
