"""Ralph as a learning record store for tests: `run.py FOLDER PORT`, statements in a file of the folder, user `learner`, password `secret`."""

import json
import os
import sys
from pathlib import Path

folder, port = Path(sys.argv[1]), int(sys.argv[2])
os.environ.update(
    RALPH_APP_DIR=str(folder),
    RALPH_AUTH_FILE=str(folder / "auth.json"),
    RALPH_RUNSERVER_BACKEND="fs",
    RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH=str(folder),
)

import bcrypt  # noqa: E402

password = bcrypt.hashpw(b"secret", bcrypt.gensalt(4)).decode()
account = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "store"}}
user = {"username": "learner", "hash": password, "scopes": ["all"], "agent": account}
(folder / "auth.json").write_text(json.dumps([user]))
(folder / "fs_lrs.jsonl").touch()

import uvicorn  # noqa: E402
from ralph.backends.data.base import BaseOperationType  # noqa: E402
from ralph.backends.lrs.fs import FSLRSBackend  # noqa: E402

# Left as it is, the file backend refuses every write after the first.
FSLRSBackend.default_operation_type = BaseOperationType.APPEND
# Closing connections is left to the client: a request on one that the server is just closing fails.
uvicorn.run("ralph.api:app", host="127.0.0.1", port=port, log_level="warning", timeout_keep_alive=600)
