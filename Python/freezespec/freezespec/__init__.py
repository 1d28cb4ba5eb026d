"""Freeze plans for PyTorch: `freezespec.load("plan.yaml").apply(model)`.

PyTorch itself is imported where a plan meets a model, and not before.
"""

from freezespec._decisions import PlanError, Problem
from freezespec._load import FreezespecWarning, load
from freezespec._plan import Plan

__all__ = ["FreezespecWarning", "Plan", "PlanError", "Problem", "load"]
