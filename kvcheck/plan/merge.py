"""Several documents to the sections of one plan."""

from typing import Any

from kvcheck.errors import Place, Problem
from kvcheck.language.text import Text
from kvcheck.source import Node

TABLES = ("sites", "companies", "equipment", "contracts", "filings", "travelers")
"""The sections of a plan that hold entities by id."""
OWN = "own"
"""The section of a company's own facts about the plan as a whole, by name."""


class Merger:
    """Collects the sections of several documents; the same key twice is a problem that names both places."""

    def __init__(self) -> None:
        """Of no documents yet. What is wrong is collected in `problems`; nothing is raised."""
        self.problems: list[Problem] = []
        self.project: Node | None = None
        self.tables: dict[str, dict[str, Any]] = {table: {} for table in (*TABLES, OWN)}
        self.trips: list[Node] = []
        self._owners: dict[str, dict[str, Node]] = {table: {} for table in (*TABLES, OWN)}
        self._trip_ids: dict[str, Node] = {}

    def add(self, root: Node) -> None:
        """Take the sections of one more document, whose root satisfies the schema `plan`."""
        if "project" in root:
            if self.project is not None:
                self._twice(root, "project", root.key_place("project"), self.project.place)
            self.project = root["project"]
        for table in (*TABLES, OWN):
            section = root.get(table)
            if section is not None:
                self._add_table(table, section)
        for trip in root.get("trips", ()):
            first = self._trip_ids.setdefault(trip["id"], trip)
            if first is not trip:
                self._twice(trip, trip["id"], trip.value_place("id"), first.value_place("id"))
            self.trips.append(trip)

    def _add_table(self, table: str, section: Node) -> None:
        """Take the entities of one section; an id that an earlier document has is a problem."""
        entities, owners = self.tables[table], self._owners[table]
        for key in section if entities else ():
            if key in entities:
                self._twice(section, key, section.key_place(key), owners[key].key_place(key))
        entities.update(section)
        owners.update(dict.fromkeys(section, section))

    def _twice(self, node: Node, key: str, place: Place, first: Place) -> None:
        """Note that a key of `node` stands at two places."""
        message = Text(
            "`{key}` stands here and at {first}",
            "`{key}`{:이} 여기와 {first}에 중복되어 있습니다",
            key=key,
            first=first,
        )
        hint = Text(
            "keep one of them; a folder is read as one plan, so give separate plans as separate paths",
            "하나만 남기십시오. 폴더는 하나의 계획으로 읽으므로 별개의 계획은 경로를 따로 지정합니다",
        )
        quote = node.document.told(place.line)
        self.problems.append(Problem(message=message, hint=hint, place=place, quote=quote, also=first))
