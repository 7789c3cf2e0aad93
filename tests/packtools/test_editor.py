"""What an editor knows of a plan: names of the packs with their titles; shown by the language server of YAML."""

import json
import shutil
from pathlib import Path

import jsonschema_rs
import pytest

from kvcheck.packtools.editor import for_editors
from kvcheck.source.schema import SCHEMAS, schema
from tests.support import EXAMPLES, kvcheck, library
from tests.support.language_server import LanguageServer

PLAN = """\
# yaml-language-server: $schema={schema}
kvcheck: 1
trips:
  - id: t
    traveler: kim
    class: estaa
    arrive: 2027-01-01
    depart: unknown
    activities:
      - kind: install
      - kind: instal
"""


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_for_editors_are_schemas(name: str) -> None:
    """They keep what is published, and differ only where the packs have names."""
    text = for_editors(name, library())
    jsonschema_rs.meta.validate(json.loads(text))
    assert text == kvcheck("schema", name).out
    assert (json.loads(text) == schema(name)) == (name not in ("plan", "config", "waivers"))


def test_names_of_packs_stand_where_plans_and_settings_have_them() -> None:
    """Kinds, classes, duties, documents, policies and rules, each with its title in both languages."""
    plan, config, waivers = (json.loads(for_editors(name, library())) for name in ("plan", "config", "waivers"))
    kind = plan["$defs"]["activity"]["properties"]["kind"]
    assert kind["enum"] == [*library().catalogue.kinds, "unknown"]
    assert kind["enumDescriptions"][kind["enum"].index("install")] == "Installation of equipment / 장비 설치"
    assert len(kind["enumDescriptions"]) == len(kind["enum"])
    assert plan["$defs"]["trip"]["properties"]["class"]["enum"] == [*library().classes, "unknown"]
    assert "esta-14-days" in config["properties"]["policies"]["items"]["anyOf"][0]["enum"]
    assert config["properties"]["packs"]["items"]["anyOf"][0]["enum"] == [*library().classes]
    assert "all" in config["properties"]["sides"]["items"]["enum"]
    assert "us/esta/stay-90-days" in waivers["$defs"]["waiver"]["properties"]["rule"]["anyOf"][0]["enum"]


@pytest.mark.parametrize("value", ["esta-14-days", "policies/own.yaml"])
def test_a_policy_may_be_a_shipped_one_or_a_file(value: str) -> None:
    """An editor offers the first and underlines neither."""
    validator = jsonschema_rs.validator_for(json.loads(for_editors("config", library())))
    assert validator.is_valid({"kvcheck": 1, "policies": [value]})
    assert not validator.is_valid({"kvcheck": 1, "packs": ["estaa"]})
    assert validator.is_valid({"kvcheck": 1, "packs": ["esta", "./law", "acme.yaml"]})


SERVER = shutil.which("yaml-language-server")


@pytest.mark.skipif(SERVER is None, reason="yaml-language-server (npm) is not installed")
def test_an_editor_completes_explains_and_underlines(tmp_path: Path) -> None:
    """Kinds and classes that do not exist, what a key and a value mean, what may stand there; examples are clean."""
    (tmp_path / "plan.schema.json").write_text(for_editors("plan", library()), encoding="utf-8")
    path = tmp_path / "trip.yaml"
    with LanguageServer([SERVER or "", "--stdio"], tmp_path) as server:
        wrong = server.open(path, PLAN.format(schema="plan.schema.json"))
        assert [each.split(":")[0] for each in wrong] == ["6", "11"]
        hover = server.hover(path, 10, 16)
        assert hover.index("Kind of activity / 활동 종류") < hover.index("Installation of equipment / 장비 설치")
        assert "Class of admission / 입국 체류자격" in server.hover(path, 6, 6)
        kinds = server.offered(path, 11, 15)
        assert kinds["utility-hook-up"].startswith("Utility hook-up / ")
        assert "esta" in server.offered(path, 6, 12)
        for example in [*EXAMPLES.glob("*.yaml"), *EXAMPLES.glob("battery-plant/*.yaml")]:
            assert not server.open(example, example.read_text(encoding="utf-8")), example.name
