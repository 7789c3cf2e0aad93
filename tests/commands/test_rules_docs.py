"""`kvcheck rules docs`: what it writes where, and what it refuses."""

from pathlib import Path

import pytest

from tests.support import kvcheck

PACK = "policy/site-recall"


def test_one_pack_goes_to_the_terminal_a_file_or_a_folder(tmp_path: Path) -> None:
    """The same bytes in each; the format is that of the file's name."""
    shown = kvcheck("rules", "docs", PACK, "-f", "markdown")
    assert shown.code == 0
    file, folder = tmp_path / "page.md", tmp_path / "pages"
    assert kvcheck("rules", "docs", "site-recall", "-o", str(file)).code == 0
    assert kvcheck("rules", "docs", PACK, PACK, "-f", "markdown", "-o", str(folder)).code == 0
    assert file.read_text(encoding="utf-8") == shown.out
    assert [path.name for path in folder.iterdir()] == ["policy-site-recall.md"]
    assert (folder / "policy-site-recall.md").read_text(encoding="utf-8") == shown.out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("nix",), 2, "no pack and no file is called `nix`"),
        ((), 2, "give `--out FOLDER`"),
        ((PACK, "us/e4", "-o", "a.html"), 2, "give `--out FOLDER`"),
        ((PACK, "-f", "pdf"), 2, "`pdf`"),
        ((PACK, "-f", "docx"), 2, "is written to a file"),
        (("plan.yaml",), 3, "error"),
        (("nul.yaml",), 3, "error"),
        ((PACK, "-o", "plan.yaml/x"), 2, "cannot use the folder"),
        (("own.md", "-o", "own.md"), 2, "write elsewhere"),
        (("empty",), 2, "no pack of rules in `empty`"),
    ],
)
def test_what_cannot_be_done_is_told_and_writes_nothing(
    tmp_path: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    """The documented code, one clear sentence, no file."""
    (tmp_path / "plan.yaml").write_text("kvcheck: 1\ntrips: []\n", encoding="utf-8")
    (tmp_path / "nul.yaml").write_bytes(b"pack: \0\n")
    (tmp_path / "own.md").write_text("pack: policy/x\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    before = sorted(path.name for path in tmp_path.rglob("*"))
    ran = kvcheck("rules", "docs", *arguments, cwd=tmp_path)
    assert ran.code == code, ran.err
    assert says in ran.err
    assert not ran.out
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
