"""Running the built freezespec, and counting what agreed."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: No run on these small configs takes long; one that does has hung.
TIMEOUT = 60


@dataclass
class Run:
    """How one run of the binary ended."""

    status: int
    output: str
    errors: str

    def json(self) -> Any:
        """The JSON on standard output, or None where there is none."""
        try:
            return json.loads(self.output)
        except json.JSONDecodeError:
            return None

    def summary(self) -> str:
        """Enough of it for a report."""
        text = (self.errors.strip() or self.output.strip() or "nothing printed").splitlines()
        return f"exit {self.status}: " + "\n    ".join(text[:6])


@dataclass
class Binary:
    """The freezespec executable under test."""

    path: Path

    def run(self, *arguments: str, timeout: int = TIMEOUT) -> Run:
        try:
            done = subprocess.run([str(self.path), *arguments], capture_output=True, text=True, timeout=timeout)
        except subprocess.TimeoutExpired:
            return Run(-1, "", f"no end after {timeout} seconds")
        return Run(done.returncode, done.stdout, done.stderr)

    def apply(self, config: Path) -> tuple[Any, Run]:
        """The plan as JSON (None where the run failed), and the run."""
        run = self.run("apply", "--format", "json", str(config))
        return (run.json() if run.status == 0 else None), run

    def refuses(self, config: Path) -> tuple[bool, Run]:
        """Whether ``check`` ends with exit status 1 and at least one error among its diagnostics."""
        run = self.run("check", str(config), "--diagnostics", "json")
        return run.status == 1 and has_error(run), run


def has_error(run: Run) -> bool:
    """Whether a JSON diagnostics report holds an error; it may be on either stream, alone or in an object."""
    for text in (run.output, run.errors):
        try:
            report = json.loads(text)
        except json.JSONDecodeError:
            continue
        found = report.get("diagnostics", []) if isinstance(report, dict) else report
        if any(isinstance(each, dict) and each.get("severity", "error") == "error" for each in found):
            return True
    return False


@dataclass
class Tally:
    """What agreed and what did not, with the details of the first mismatches."""

    limit: int = 100
    passed: int = 0
    failed: int = 0
    reports: list[str] = field(default_factory=list)

    def expect(self, agreed: bool, what: str, torch_says: str, freezespec_says: str) -> None:
        if agreed:
            self.passed += 1
            return
        self.failed += 1
        if len(self.reports) < self.limit:
            self.reports.append(f"{what}\n  PyTorch:    {torch_says}\n  freezespec: {freezespec_says}")

    def add(self, other: "Tally") -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.reports += other.reports[: max(0, self.limit - len(self.reports))]


def quoted(text: str) -> str:
    """A YAML scalar that is this text whatever it holds: JSON's strings are YAML's double-quoted ones."""
    return json.dumps(text)
