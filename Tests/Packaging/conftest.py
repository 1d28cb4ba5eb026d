"""What every test here needs: what `make dist` made."""

import pytest

from packages import DIST


def pytest_sessionstart() -> None:
    if not (DIST / "SHA256SUMS").exists():
        pytest.exit("there are no packages: `make dist` makes them", returncode=2)
