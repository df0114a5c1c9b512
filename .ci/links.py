#!/usr/bin/env python3
"""Checks that every relative link in the documents leads somewhere, and that the book lists every page once.

A link is [text](path#anchor); anchors are those of headings, as GitHub and mdBook make them. Links to other machines are not
followed.
"""

import collections
import glob
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SUMMARY = os.path.join("docs", "SUMMARY.md")


def text_of(file):
    """A document without its blocks of code."""
    lines, fenced = [], False
    with open(os.path.join(ROOT, file), encoding="utf-8") as document:
        for line in document:
            if line.lstrip().startswith("```"):
                fenced = not fenced
            elif not fenced:
                lines.append(line)
    return "".join(lines)


def anchors(file):
    """The anchors of a document's headings."""
    headings = re.findall(r"(?m)^#+ (.*)$", text_of(file))
    plain = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower() for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in plain}


def links(file):
    return re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", text_of(file)))


def wrong(file):
    """The links of a document that lead nowhere."""
    for link in links(file):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = os.path.normpath(os.path.join(os.path.dirname(file), path)) if path else file
        if not os.path.exists(os.path.join(ROOT, target)):
            yield f"{file}: {link}: there is no such file"
        elif anchor and anchor not in anchors(target):
            yield f"{file}: {link}: there is no such heading"


def main():
    os.chdir(ROOT)
    documents = sorted(glob.glob("*.md") + glob.glob("docs/*.md"))
    faults = [fault for file in documents for fault in wrong(file)]
    listed = collections.Counter(os.path.join("docs", page) for page in links(SUMMARY))
    faults += [f"{SUMMARY}: {page} is listed {times} times" for page, times in listed.items() if times > 1]
    pages = set(glob.glob("docs/*.md")) - {SUMMARY}
    faults += [f"{SUMMARY}: {page} is not listed" for page in sorted(pages - set(listed))]
    print("\n".join(faults) if faults else f"links: {len(documents)} documents, all lead somewhere")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
