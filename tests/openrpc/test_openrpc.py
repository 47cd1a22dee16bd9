"""The OpenRPC document as the tools of its field read it: they come from npm, as package-lock.json says."""

import filecmp
import json
import os
import shutil
import subprocess
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = Path(os.environ.get("MOIM_BUILD", "build/release")).resolve()
# Where the tools and what they write lie: the sources stay as they are.
WORK = BUILD / "openrpc"
LOCK = "package-lock.json"


def run(*command):
    """What a program says; its words, if it fails."""
    words = [str(each) for each in command]
    quiet = os.environ | {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    ended = subprocess.run(words, cwd=WORK, env=quiet, capture_output=True, text=True, timeout=300)
    if ended.returncode != 0:
        raise AssertionError(f"{' '.join(words)}\n{ended.stdout}{ended.stderr}")
    return ended.stdout


def install():
    """The packages of the lock file, once; this alone needs a network."""
    shutil.copytree(HERE, WORK, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules", "*.py", LOCK))
    installed = WORK / "node_modules" / LOCK
    if installed.exists() and filecmp.cmp(HERE / LOCK, installed, shallow=False):
        return
    shutil.copy(HERE / LOCK, WORK)
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    shutil.copy(HERE / LOCK, installed)


def tool(name):
    return WORK / "node_modules" / ".bin" / name


class TestOpenRpc(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        WORK.mkdir(exist_ok=True)
        install()
        cls.document = WORK / "openrpc.json"
        cls.document.write_text(run(BUILD / "moimd", "--print-openrpc"))

    def test_the_lock_file_names_no_registry(self):
        packages = json.loads((HERE / LOCK).read_text())["packages"]
        self.assertEqual([name for name, each in packages.items() if "resolved" in each], [])
        self.assertEqual([name for name, each in packages.items() if name and "integrity" not in each], [])

    def test_it_is_valid_and_its_examples_are_what_its_schemas_say(self):
        run("node", "check_document.mjs", self.document)

    def test_no_rule_of_redocly_is_broken(self):
        run(tool("redocly"), "lint", "--config", "redocly.yaml", "--format", "stylish", self.document)

    def test_every_component_is_referred_to(self):
        text = self.document.read_text()
        for kind, components in json.loads(text)["components"].items():
            for name in components:
                self.assertIn(f'"#/components/{kind}/{name}"', text)

    def test_a_broken_rule_is_found(self):
        document = json.loads(self.document.read_text())
        del document["info"]["license"]
        wrong = WORK / "wrong.json"
        wrong.write_text(json.dumps(document))
        with self.assertRaisesRegex(AssertionError, "info-license"):
            run(tool("redocly"), "lint", "--config", "redocly.yaml", "--format", "stylish", wrong)

    def test_what_the_typings_generator_makes_of_it_compiles_and_is_of_use(self):
        run(tool("open-rpc-typings"), "--document", self.document, "--output-ts", WORK, "--name-ts", "moim")
        run(tool("tsc"), "--noEmit", "--strict", "--target", "es2022", "usage.ts")


if __name__ == "__main__":
    unittest.main()
