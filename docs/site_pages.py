"""Pages of the site that are not files of docs/: README and its like, and the reference.

A hook of MkDocs (mkdocs.yml). Pages link to each other as they do in the repository, so that
they can be read there, too; on the site a link to `../README.md` leads to its start page.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).parents[1]

# Page of the site: file of the repository.
COPIED = {
    "index.md": "README.md",
    "changelog.md": "CHANGELOG.md",
    "contributing.md": "CONTRIBUTING.md",
    "inputs.md": "inputs/README.md",
    "outputs.md": "outputs/README.md",
    "LICENSE": "LICENSE",
}
LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)#\s]+)")

PUBLIC = """# The public interface

What `import scheduler` offers. It is imported on first use, so that the import is instant.

"""


def rooms() -> list[str]:
    """Names of the rooms of the package, in the alphabet's order."""
    return sorted(path.parent.name for path in (ROOT / "scheduler").glob("*/__init__.py"))


def reference() -> dict[str, str]:
    """The pages of the reference: one for the public interface and one for each room."""
    names = re.findall(r'"(\w+)"', _exported())
    pages = {"reference/index.md": PUBLIC + "\n\n".join(f"::: scheduler.{n}" for n in names) + "\n"}
    for room in rooms():
        options = "    options:\n      show_root_heading: false\n"
        pages[f"reference/{room}.md"] = f"# {room}\n\n::: scheduler.{room}\n{options}"
    return pages


def _exported() -> str:
    """What stands in `__all__`, read without importing anything."""
    source = (ROOT / "scheduler" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r"^__all__ = \[(.*?)\]", source, re.MULTILINE | re.DOTALL)
    if found is None:
        raise ValueError("scheduler/__init__.py has no __all__")
    return found[1].replace('"__version__",', "")


def site_links(page: str, markdown: str) -> str:
    """The text of a page with its links as they are on the site.

    `page` is its path on the site. A link to a file that the site does not have stays.
    """
    here = posixpath.dirname(COPIED.get(page, f"docs/{page}"))
    homes = {source: target for target, source in COPIED.items()}

    def moved(found: re.Match[str]) -> str:
        file = posixpath.normpath(posixpath.join(here, found[1]))
        target = homes.get(file) or file.removeprefix("docs/")
        if target == file and (ROOT / file).exists():
            return found[1]  # not on the site: a strict build says so
        return posixpath.relpath(target, posixpath.dirname(page) or ".")

    return LINK.sub(moved, markdown)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Name the reference in the navigation: a new room shows up by itself."""
    pages = [{"Public interface": "reference/index.md"}]
    pages += [{room: f"reference/{room}.md"} for room in rooms()]
    config.nav = [*(config.nav or []), {"Reference": pages}]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are no files of docs/."""
    from mkdocs.structure.files import File

    for page, source in COPIED.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=text))
    for page, text in reference().items():
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Called for each page before it is rendered."""
    return site_links(page.file.src_uri, markdown)
