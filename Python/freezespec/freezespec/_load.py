"""Reading a plan: of a config, by the command, or one that was saved as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import warnings
from typing import Any

from freezespec._binary import find_binary
from freezespec._decisions import Parameter, PlanError, Problem, Softmax
from freezespec._plan import Plan


class FreezespecWarning(UserWarning):
    """What `freezespec apply` warns of."""


def load(path: str | os.PathLike[str], *, strict: bool = False) -> Plan:
    """The plan of a config, or one that `freezespec apply --save` wrote.

    A config is read by the freezespec command, a saved plan without it.

    Args:
        path: The file.
        strict: Whether warnings are errors.

    Raises:
        PlanError: Where the config has errors, an expectation that fails among them, or the
            file is no whole plan.
        OSError: Where there is no such file, or no command to read it.
    """
    with open(path, "rb") as file:
        content = file.read()
    saved = _saved(content)
    if saved is None:
        # The command has warned.
        return _plan(_planned(os.fspath(path), strict), os.fspath(path))[0]
    plan, said = _plan(saved, os.fspath(path))
    if said and strict:
        raise PlanError(
            f"the plan in {os.fspath(path)} has warnings:", list(map(Problem, said))
        )
    if said:
        warnings.warn("\n".join(said), FreezespecWarning, stacklevel=2)
    return plan


def _saved(content: bytes) -> Any:
    """A saved plan; None for a config, which may be JSON as well."""
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        value = json.loads(content)
    except ValueError:
        return None
    return value if isinstance(value, dict) and "format_version" in value else None


def _planned(path: str, strict: bool) -> Any:
    # A path that starts with a dash is no option.
    options = ["--format", "json", "--color", "never"]
    options += ["--strict"] if strict else []
    done = subprocess.run(
        [find_binary(), "apply", *options, "--", path], capture_output=True, check=False
    )
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode != 0:
        raise PlanError(
            f"there is no plan of {path}:",
            [Problem(line) for line in said.splitlines()],
        )
    if said:
        warnings.warn(said, FreezespecWarning, stacklevel=3)
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        raise PlanError(f"{find_binary()} wrote no plan of {path}") from error


def _plan(saved: Any, path: str) -> tuple[Plan, list[str]]:
    """A saved plan, and what was warned of when it was saved."""
    try:
        version = saved["format_version"]
        if str(version).partition(".")[0] != "1":
            raise PlanError(f"{path} has the format {version}; this package reads 1.x")
        plan = Plan(
            saved["name"],
            tuple(
                Parameter(
                    tensor["name"],
                    tuple(tensor["shape"]),
                    bool(tensor["requires_grad"]),
                    tuple(tensor["tied_names"]),
                )
                for tensor in saved["parameters"]
            ),
            tuple(saved.get("eval", {}).get("modules", ())),
            _softmax(saved["softmax"]),
        )
        count = saved["summary"]["parameters"]
        found = saved["diagnostics"]
        errors = [each["message"] for each in found if each["severity"] == "error"]
        said = [
            f"warning[{each['code']}]: {each['message']}"
            for each in found
            if each["severity"] == "warning"
        ]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise PlanError(f"{path} is no saved plan: {error!r}") from error
    if errors:
        raise PlanError(
            f"the plan in {path} has errors:", [Problem(error) for error in errors]
        )
    if len(plan.parameters) != count:
        raise PlanError(f"{path} is not a whole plan: it was made with --only")
    if saved.get("plan_hash", plan.hash) != plan.hash:
        raise PlanError(
            f"the plan in {path} was edited by hand: it has another hash than the file says;"
            " change its config, and save the plan again"
        )
    return plan, said


def _softmax(saved: Any) -> Softmax | None:
    if saved is None:
        return None
    temperatures = saved.get("temperatures") or [saved["temperature"]]
    return Softmax(tuple(float(value) for value in temperatures), saved["dim"])
