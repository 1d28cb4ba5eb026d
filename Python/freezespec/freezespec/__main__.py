"""`python -m freezespec` is the command, with the same arguments and exit status."""

import os
import sys

from freezespec._binary import BinaryNotFound, find_binary


def main() -> None:
    try:
        binary = find_binary()
        sys.stdout.flush()
        os.execv(binary, [str(binary), *sys.argv[1:]])
    except BinaryNotFound as error:
        reason = str(error)
    except OSError as error:
        # As where it was built for another kind of machine.
        reason = f"{binary} cannot be run: {error.strerror}"
    print(f"error: {reason}", file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
