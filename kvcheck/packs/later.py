"""What reads the files of rules, each loaded when it is called: most runs find everything in the cache."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kvcheck.conditions.parse import Vocabulary as Vocabulary
    from kvcheck.packs.entry import Entry as Entry
    from kvcheck.packs.remedies import read_remedies as read_remedies
    from kvcheck.packs.rules import read_pack as read_pack
    from kvcheck.packs.tightening import with_own as with_own
    from kvcheck.packs.vocabulary import closed_values as closed_values
    from kvcheck.packs.vocabulary import read_authorities as read_authorities
    from kvcheck.packs.vocabulary import read_catalogue as read_catalogue
    from kvcheck.packs.vocabulary import read_documents as read_documents
    from kvcheck.packs.vocabulary import read_facts as read_facts
    from kvcheck.packs.vocabulary import read_parameters as read_parameters
    from kvcheck.packs.vocabulary import read_steps as read_steps
    from kvcheck.packs.vocabulary import with_names as with_names
    from kvcheck.packs.wording import read_language as read_language
    from kvcheck.packs.wording import read_look_alikes as read_look_alikes
    from kvcheck.packs.wording import read_meanings as read_meanings
else:
    from importlib import import_module

    def _later(module: str, name: str) -> Any:
        """A function of that name, whose module is loaded by its first call."""

        def called(*given: Any, **named: Any) -> Any:
            return getattr(import_module(f"kvcheck.{module}"), name)(*given, **named)

        return called

    Vocabulary = _later("conditions.parse", "Vocabulary")
    Entry = _later("packs.entry", "Entry")
    read_remedies = _later("packs.remedies", "read_remedies")
    read_pack = _later("packs.rules", "read_pack")
    with_own = _later("packs.tightening", "with_own")
    closed_values = _later("packs.vocabulary", "closed_values")
    read_authorities = _later("packs.vocabulary", "read_authorities")
    read_catalogue = _later("packs.vocabulary", "read_catalogue")
    read_documents = _later("packs.vocabulary", "read_documents")
    read_facts = _later("packs.vocabulary", "read_facts")
    read_parameters = _later("packs.vocabulary", "read_parameters")
    read_steps = _later("packs.vocabulary", "read_steps")
    with_names = _later("packs.vocabulary", "with_names")
    read_language = _later("packs.wording", "read_language")
    read_look_alikes = _later("packs.wording", "read_look_alikes")
    read_meanings = _later("packs.wording", "read_meanings")
