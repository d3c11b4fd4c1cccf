"""Where things stand: in files of their own beside index.html, or all in one file. Templates ask here for every link."""

from __future__ import annotations

from dataclasses import dataclass, replace

STYLE = "assets/report.css"


@dataclass(frozen=True)
class Places:
    """The links of one page of the report to the others."""

    single: bool = False
    """Whether all is in one file."""
    up: str = ""
    """From the page to the report's folder."""

    def below(self) -> Places:
        """As seen from a folder in the report's folder."""
        return replace(self, up="" if self.single else "../")

    def group(self, file: str) -> str:
        """The page of a group, by its file's name."""
        return f"#group-{file}" if self.single else f"{self.up}groups/{file}.html"

    def page(self, number: int) -> str:
        """The page of an audited page."""
        return f"#page-{number}" if self.single else f"{self.up}pages/{number}.html"

    def index(self, anchor: str = "") -> str:
        """A section of the first page, or that page."""
        return f"#{anchor or 'main'}" if self.single else f"{self.up}index.html{f'#{anchor}' if anchor else ''}"

    def addresses(self, piece: int = 1, anchor: str = "") -> str:
        """A piece of the list of all addresses, and a section of it."""
        if self.single:
            return f"#{anchor or 'addresses'}"
        return f"{self.up}{addresses_file(piece)}{f'#{anchor}' if anchor else ''}"

    def more_groups(self, piece: int) -> str:
        """A further piece of the list of groups."""
        return f"{self.up}{groups_file(piece)}"

    def rules(self, anchor: str = "") -> str:
        """The list of rules, and one of them."""
        return f"#{anchor or 'rules'}" if self.single else f"{self.up}rules.html{f'#{anchor}' if anchor else ''}"

    def file(self, name: str) -> str:
        """A file in the report's folder."""
        return f"{self.up}{name}"


def addresses_file(piece: int) -> str:
    """The name of a piece of the list of addresses, from 1."""
    return "addresses.html" if piece == 1 else f"addresses-{piece}.html"


def groups_file(piece: int) -> str:
    """The name of a further piece of the list of groups, from 2."""
    return f"groups-{piece}.html"
