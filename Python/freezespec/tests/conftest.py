"""What every test here needs: the built command, where the package looks for it."""

import os

from command import BINARY

os.environ["FREEZESPEC_BINARY"] = str(BINARY)
