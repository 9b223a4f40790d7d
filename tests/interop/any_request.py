"""A running server asked by PyPI's Schemathesis, with what its own OpenAPI document describes and with what it does not.

Standard input: {"base_url", "examples", "seed"}, and "letters", two that wait, {"link", "tx_code"} each, to ask as phones with their cards what only
phones may: one whatever comes to mind, one each thing as it is meant. Standard output: {"faults": [...], "asked": N, "answered": {"METHOD path": [statuses]}}; the last of
phones alone. A fault is a 5xx that the document does
not name, an answer of another status, type or shape than the document says, or no answer at all.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

# 501 is what the status list's draft asks for where a list of the past is not to be had.
SETTINGS = """
[checks]
not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", "501"]
"""
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
# What a phone's token is for. Its card is not deleted before the end.
OF_PHONES = ["--include-path-regex", r"^/api/card|/(credential|notification)$", "--exclude-method", "DELETE"]
HERE = Path(__file__).parent

asked = json.load(sys.stdin)
base, letters = asked["base_url"], asked.get("letters")
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    (folder / "schemathesis.toml").write_text(SETTINGS)
    document, seen = folder / "openapi.json", folder / "seen"
    document.write_bytes(urllib.request.urlopen(f"{base}/api/openapi.json").read())
    environment, which = dict(os.environ), []
    if letters:
        whatever, each = ({"PHONE": json.dumps(letter | {"base": base}), "PHONE_SEEN": str(seen)} for letter in letters)
        environment |= whatever | {"SCHEMATHESIS_HOOKS": "as_phone", "PYTHONPATH": str(HERE)}
        which = OF_PHONES
    run = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"), "--config-file", "schemathesis.toml",
            "run", "openapi.json", "--url", base, "--checks", CHECKS, "--phases", "examples,coverage,fuzzing",
            "--max-examples", str(asked["examples"]), "--seed", str(asked["seed"]), "--generation-deterministic",
            "--continue-on-failure", "--no-shrink", "--workers", "1", "--warnings", "off", "--no-color", *which,
        ],
        cwd=folder, capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    generated = re.search(r"(\d+) generated", run.stdout)
    faults, answered = [], {}
    if run.returncode != 0:
        start = run.stdout.find("= FAILURES =")
        faults = (run.stdout[max(start, 0):] + run.stderr).splitlines()
    if letters:
        command = [sys.executable, HERE / "as_phone.py", document]
        meant = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ) | each)
        if meant.returncode != 0:
            faults += meant.stderr.splitlines()
        for line in seen.read_text().splitlines():
            method, path, status = line.split(" ")
            answered.setdefault(f"{method} {path}", set()).add(int(status))
print(json.dumps({"faults": faults, "asked": int(generated[1]) if generated else 0, "answered": {what: sorted(found) for what, found in answered.items()}}))
