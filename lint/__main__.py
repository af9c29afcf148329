"""`python -m lint` is the same as the command `newslint`."""

import gc
import sys


def run() -> None:
    """Run the command and leave with its exit status."""
    gc.disable()  # what is loaded stays: a plan goes on with collecting when the rules are there
    try:
        from lint.cli import main

        status = main()
    except KeyboardInterrupt:  # before `main` could see to it
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    run()
