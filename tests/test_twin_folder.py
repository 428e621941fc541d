"""The folder of a copy of the site: whole when its manifest is there, and of nobody else meanwhile."""

import pytest

from cooperation.twin.folder import BEGUN, MANIFEST, Folder, NotOurs

pytestmark = pytest.mark.looks


def fill(path, key, files, finished=True):
    """Write files by a key, of which those that are kept are not asked for; return how many were written and went."""
    folder = Folder(path, key)
    try:
        for name, content in files.items():
            if folder.kept(name) is None:
                folder.write(name, content)
        return folder.written, folder.finish({"Contact-Email": "x"}) if finished else 0
    finally:
        folder.close()


def names(path):
    return {str(each.relative_to(path)) for each in path.rglob("*") if each.is_file()}


def test_a_copy_of_something_else_has_no_manifest_until_it_is_whole(tmp_path):
    assert fill(tmp_path, "one", {"a": b"a", "sub/b": b"b"}) == (2, 0)
    before = names(tmp_path)
    assert fill(tmp_path, "two", {"a": b"A"}, finished=False) == (1, 0)
    assert (MANIFEST in names(tmp_path), BEGUN in names(tmp_path)) == (False, True)
    assert fill(tmp_path, "two", {"a": b"A", "c": b"c"}) == (1, 1)
    assert names(tmp_path) == before - {"data/sub/b"} | {"data/c"}
    assert not (tmp_path / "data/sub").exists()
    assert "  data/c\n" in (tmp_path / MANIFEST).read_text()


def test_what_was_done_before_counts_by_its_key_and_its_sum(tmp_path):
    fill(tmp_path, "one", {"a": b"a", "b": b"b"}, finished=False)
    (tmp_path / "data/b").write_bytes(b"half")
    with (tmp_path / BEGUN).open("a") as begun:
        begun.write("0123  data/c")  # a line that was cut off
    folder = Folder(tmp_path, "one")
    assert [folder.kept(name) for name in "abc"] == [b"a", None, None]
    folder.close()
    other = Folder(tmp_path, "two")
    assert other.kept("a") is None
    other.close()


def test_nobody_else_is_at_work_in_it(tmp_path):
    first = Folder(tmp_path, "one")
    with pytest.raises(NotOurs, match="at work"):
        Folder(tmp_path, "one")
    first.close()
    Folder(tmp_path, "one").close()
