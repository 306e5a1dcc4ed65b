"""Runs the second verifier many times in one process, as thousands of starts of Python would take longer than the tests.

One JSON request a line on stdin: {"path"} or {"bytes": base64}, and {"args"}. One answer a line: what a process of its
own would have given, {"exit", "stdout", "stderr"}; an exception that verify.py let out is {"exit": null, "stderr"}.
"""

import base64
import io
import json
import os
import sys
import tempfile
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'verifier'))
import verify  # noqa: E402  (it lies beside the other verifier, not on the path)


def judge(path, args):
    saved = sys.stdout, sys.stderr
    # ASCII on purpose: the program must not depend on what a terminal can show.
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding='ascii') for _ in range(2))
    sys.stdout, sys.stderr = out, err
    try:
        code = verify.main([path] + args)
    except Exception:
        return {'exit': None, 'stdout': '', 'stderr': traceback.format_exc()}
    finally:
        sys.stdout, sys.stderr = saved
    return {'exit': code, 'stdout': out.buffer.getvalue().decode(), 'stderr': err.buffer.getvalue().decode()}


def main():
    with tempfile.TemporaryDirectory() as folder:
        for line in sys.stdin.buffer:
            request = json.loads(line)
            path = request.get('path')
            if path is None:
                path = os.path.join(folder, 'bundle')
                with open(path, 'wb') as file:
                    file.write(base64.b64decode(request['bytes']))
            print(json.dumps(judge(path, request['args'])), flush=True)


main()
