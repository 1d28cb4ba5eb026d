"""What mkdocs adds to docs/: pages that lie elsewhere in the repository, and the example plans' own.

The pages are written to be read where they lie, so their links are led to where the site has what they
name. FREEZESPEC is the command that makes the plans' pages.
"""

import json
import os
import posixpath
import re
import subprocess
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parent.parent
# Pages by their path in the repository; those of docs/ keep their names.
PAGES = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "Tests/Oracle/README.md": "oracle.md",
}
ORIGINS = {page: path for path, page in PAGES.items()}
FENCED = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s#]+)(#[^)\s]*)?\)")


def freezespec(*arguments: str) -> str:
    command = os.environ.get("FREEZESPEC")
    if not command:
        raise PluginError("`make site` builds the site: it needs the command, as FREEZESPEC")
    done = subprocess.run([command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise PluginError(f"freezespec {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def on_files(files, config):
    def add(uri, content):
        files.append(File.generated(config, uri, content=content))

    for path, page in PAGES.items():
        add(page, (ROOT / path).read_text(encoding="utf-8"))
    rows = []
    for path in sorted((ROOT / "configs").glob("*.yaml")):
        source = f"configs/{path.name}"
        plan = json.loads(freezespec("apply", source, "--format", "json"))
        add(source, path.read_text(encoding="utf-8"))
        add(f"plans/{path.stem}.html", freezespec("apply", source, "--format", "html"))
        rows.append(f"| [{plan['name']}](plans/{path.stem}.html) | {plan['description']} | [{path.name}]({source}) |")
    change = ["configs/bert_base.yaml", "configs/bert_base_bitfit.yaml"]
    add("plans/diff.html", freezespec("diff", *change, "--format", "html"))
    lead = "Real plans, each as `freezespec apply --format html` shows it: click through."
    more = "[What changes](plans/diff.html) between the two of BERT is `freezespec diff --format html`."
    add("plans.md", "\n".join(["# Example plans", "", lead, more, "", "| plan | is | config |", "|---|---|---|", *rows, ""]))
    return files


def on_page_markdown(markdown, page, config, files):
    here = page.file.src_uri
    if here == "plans.md":
        return markdown
    origin = ORIGINS.get(here, f"docs/{here}")

    def lead(match):
        target, anchor = match.group(1), match.group(2) or ""
        if ":" in target:
            return match.group()
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), target))
        return f"]({place(path, config, files)}{anchor})"

    parts, start = [], 0
    for block in FENCED.finditer(markdown):
        parts += [LINK.sub(lead, markdown[start : block.start()]), block.group()]
        start = block.end()
    return "".join([*parts, LINK.sub(lead, markdown[start:])])


def place(path, config, files):
    """Where the site has a file of the repository: what is no page of it, it has as it is."""
    if path == "configs":
        return "plans.md"
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    if path in PAGES or path.startswith("configs/"):
        return PAGES.get(path, path)
    uri = f"source/{path}.txt"
    if not files.get_file_from_path(uri) and (ROOT / path).is_file():
        files.append(File.generated(config, uri, content=(ROOT / path).read_text(encoding="utf-8")))
    return uri
