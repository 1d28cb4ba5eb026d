"""What every test here needs: the built command."""

import pytest

from command import Command, find_binary


@pytest.fixture(scope="session")
def freezespec() -> Command:
    return Command(find_binary())
