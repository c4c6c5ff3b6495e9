"""The faces for documents are taken out of their packages, once, and nothing is left where they cannot be had."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FANGSONG, KAI = "FandolFang-Regular.otf", "LXGWWenKai-Regular.ttf"
INSIDE = {
    "texlive-lang-chinese": f"usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/{FANGSONG}",
    "fonts-lxgw-wenkai": f"usr/share/fonts/truetype/lxgw-wenkai/{KAI}",
}


@pytest.fixture
def run(tmp_path):
    """`run()` — the script for a person with an empty home, where `apt-get download` gives what lies in the folder shop."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "shop").mkdir()
    stub = tmp_path / "bin" / "apt-get"
    stub.write_text(f'#!/bin/bash\necho "$3" >>{tmp_path}/asked\ncp {tmp_path}/shop/"$3".deb .\n')
    stub.chmod(0o755)
    environment = {**os.environ, "HOME": str(tmp_path), "PATH": f"{tmp_path}/bin:{os.environ['PATH']}"}
    return lambda: subprocess.run([ROOT / "deploy" / "fonts"], env=environment, capture_output=True, text=True, check=False)


def stock(tmp_path, package: str) -> None:
    """Put a package in the shop that holds its face, whose bytes are the package's name."""
    content = tmp_path / package
    (content / "DEBIAN").mkdir(parents=True)
    (content / "DEBIAN" / "control").write_text(f"Package: {package}\nVersion: 1\nArchitecture: all\n"
                                                "Maintainer: nobody <nobody@example.cn>\nDescription: a face\n")
    face = content / INSIDE[package]
    face.parent.mkdir(parents=True)
    face.write_text(package)
    subprocess.run(["dpkg-deb", "-b", content, tmp_path / "shop" / f"{package}.deb"], check=True, capture_output=True)
    shutil.rmtree(content)


def faces(tmp_path) -> dict[str, str]:
    return {each.name: each.read_text() for each in (tmp_path / ".local/share/fonts").glob("*")}


def test_both_faces_are_taken_once(run, tmp_path):
    for package in INSIDE:
        stock(tmp_path, package)
    assert run().returncode == 0 and run().returncode == 0
    assert faces(tmp_path) == {FANGSONG: "texlive-lang-chinese", KAI: "fonts-lxgw-wenkai"}
    assert (tmp_path / "asked").read_text().split() == list(INSIDE)


def test_one_that_cannot_be_had_does_not_keep_the_other_away_and_leaves_nothing_behind(run, tmp_path):
    stock(tmp_path, "fonts-lxgw-wenkai")
    assert run().returncode == 1
    assert faces(tmp_path) == {KAI: "fonts-lxgw-wenkai"}
