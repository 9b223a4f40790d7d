"""A running server asked by PyPI's Schemathesis, with what its own OpenAPI document describes and with what it does not.

Standard input: {"base_url", "examples", "seed"}. Standard output: {"faults": [...], "asked": N}. A fault is a 5xx that the document does not name, an answer of
another status, type or shape than the document says, or no answer at all.
"""

import json
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

asked = json.load(sys.stdin)
base = asked["base_url"]
with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    (folder / "schemathesis.toml").write_text(SETTINGS)
    (folder / "openapi.json").write_bytes(urllib.request.urlopen(f"{base}/api/openapi.json").read())
    run = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"), "--config-file", "schemathesis.toml",
            "run", "openapi.json", "--url", base, "--checks", CHECKS, "--phases", "examples,coverage,fuzzing",
            "--max-examples", str(asked["examples"]), "--seed", str(asked["seed"]), "--generation-deterministic",
            "--continue-on-failure", "--no-shrink", "--workers", "1", "--warnings", "off", "--no-color",
        ],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    generated = re.search(r"(\d+) generated", run.stdout)
    faults = []
    if run.returncode != 0:
        start = run.stdout.find("= FAILURES =")
        faults = (run.stdout[max(start, 0):] + run.stderr).splitlines()
print(json.dumps({"faults": faults, "asked": int(generated[1]) if generated else 0}))
