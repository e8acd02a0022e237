"""The `stance` command: which commands there are, and what becomes of errors.

A new command is one module with `configure(parser)` and `run(options)`, and one row in `COMMANDS`.
"""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
import threading
from collections.abc import Sequence
from types import ModuleType
from typing import NamedTuple

from stance.cli.messages import show_log, tell
from stance.errors import StanceError

DONE, SOME_FAILED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


class _Command(NamedTuple):
    module: str
    help: str


COMMANDS = {
    "score": _Command("stance.cli.score", "find quotes, speakers and stances in articles"),
    "quotes": _Command("stance.cli.quotes", "find quotes and speakers only, without the classifier"),
    "train": _Command("stance.cli.train", "train a model from labelled tables"),
    "evaluate": _Command("stance.cli.evaluate", "measure against annotated articles or labelled tables"),
    "compare": _Command("stance.cli.compare", "compare evaluation reports on the same data"),
    "summary": _Command("stance.cli.summary", "count stances by speaker and time in scored articles"),
    "vectors": _Command("stance.cli.vectors", "learn word vectors from unlabelled articles"),
    "errors": _Command("stance.cli.errors", "list what the extraction gets wrong on annotated articles"),
}

_DESCRIPTION = "Who said what in Arabic news, and where do they stand?"
_EPILOG = """\
examples:
  stance score article.txt
  stance score news/ archive.jsonl.gz --output scored.jsonl --jobs 2
  cat article.txt | stance score - --explain
  stance train labelled.csv --model my-model
  stance evaluate gold.jsonl --report report

`stance COMMAND --help` tells the options of a command.
exit status: 0 done; 1 some inputs failed (each is named, the others are done); 2 wrong usage or unusable input;
130 interrupted."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    show_log()
    try:
        options = _parser(argv).parse_args(argv)
        status: int = _module(options.command).run(options)
        sys.stdout.flush()
    except StanceError as error:
        tell(str(error))
        return UNUSABLE
    except BrokenPipeError:
        # whoever read the output has had enough; without this the interpreter would complain when it flushes
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        tell(f"{error.filename or 'output'}: {error.strerror or error}")
        return UNUSABLE
    except KeyboardInterrupt:
        tell("interrupted")
        return INTERRUPTED
    except SystemExit as stopped:  # argparse's way of ending, after help or a message of its own
        return int(stopped.code or DONE)
    return status


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """The parser; only the command that `argv` asks for is loaded, to start fast."""
    parser = argparse.ArgumentParser(
        prog="stance", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action=_Version, help="show the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    asked = next((word for word in argv if not word.startswith("-")), None)
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=command.help, formatter_class=argparse.RawDescriptionHelpFormatter)
        if name == asked:
            _module(name).configure(sub)
    return parser


class _Version(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from stance import __version__

        sys.stdout.write(f"stance {__version__}\n")
        parser.exit()


def _module(command: str) -> ModuleType:
    return importlib.import_module(COMMANDS[command].module)


def _interrupt(*_: object) -> None:
    threading.excepthook = _silent  # joblib's threads may stumble over the processes that are ended now
    raise KeyboardInterrupt


def _silent(_: object) -> None:
    pass
