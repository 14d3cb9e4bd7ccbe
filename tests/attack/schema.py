"""schemathesis over the API by its own description: what it describes is what it does, whatever is asked."""

import pathlib
import subprocess
import sys

from borders import example
from desk import desk

SECONDS = 40


def test(rasid, folder, found):
    with desk(rasid, example(rasid, folder)) as where:
        program = pathlib.Path(sys.executable).parent / "schemathesis"
        command = [program, "run", f"{where.origin}/api/v1/openapi.json", "--phases", "examples,coverage,fuzzing", "--seed", "2018", "--max-examples", "12", "--generation-database", "none",
                   "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,unsupported_method", "--request-timeout", "30", "--no-color", "--header", f"Origin: {where.origin}"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS * 5, cwd=folder)
        except subprocess.TimeoutExpired as late:
            found.wrong(f"schemathesis took longer than {SECONDS * 5} s: {(late.stdout or b'')[-500:]}")
            return
        print("\n".join(done.stdout.splitlines()[-14:]), flush=True)
        if done.returncode != 0:
            found.wrong(f"schemathesis found something:\n{done.stdout[-6000:]}{done.stderr[-2000:]}")
