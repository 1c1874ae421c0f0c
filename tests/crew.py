"""Jobs → their results, each done in a process forked from one that has loaded everything, and killed where told so."""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

#: What a job's process sends where it ended by an exception: this, and the traceback.
BROKEN = "broken"


@dataclass(frozen=True)
class Done:
    """How a job ended; `value` is what it returned, `seconds` the processor's time that it took."""

    was_killed: bool
    value: Any
    seconds: float


@dataclass
class Crew:
    """Does one job at a time."""

    pipe: Connection
    #: Process of the job that is being done; 0 where none is.
    at_work: Any

    def do(self, job: Callable[..., Any], *args: Any, kill_after: float | None = None) -> Done:
        """Do `job`, killed after so many seconds (None: never). Raises AssertionError where it breaks."""
        self.pipe.send((job, args, kill_after))
        outcome, value, seconds = self.pipe.recv()
        assert outcome != BROKEN, f"{job.__name__}: {value}"
        return Done(was_killed=outcome == "killed", value=value, seconds=seconds)

    def kill(self) -> None:
        """Kill whoever is at work, as the sinks do in the middle of a delivery."""
        if pid := self.at_work.value:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@contextmanager
def crew(prepare: Callable[[], None], log: Path) -> Iterator[Crew]:
    """A crew whose jobs find loaded what `prepare` has loaded; what they log and print goes to `log`."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    at_work = context.Value("i", 0)
    process = context.Process(target=_serve, args=(theirs, at_work, prepare, log, dict(os.environ)), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Crew(ours, at_work)
    finally:
        ours.close()
        process.join(20)
        process.kill()


def _serve(pipe: Connection, at_work: Any, prepare: Callable[[], None], log: Path, environment: dict[str, str]) -> None:
    os.environ.update(environment)
    with log.open("ab") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    prepare()
    gc.freeze()  # what is never collected need not be copied either, in each process anew
    with suppress(EOFError):
        while True:
            pipe.send(_done(*pipe.recv(), at_work))


def _done(
    job: Callable[..., Any], args: tuple[Any, ...], kill_after: float | None, at_work: Any
) -> tuple[str, Any, float]:
    answers, answer = Pipe(duplex=False)
    pid = os.fork()
    if pid == 0:
        _work(job, args, answer)
    answer.close()
    at_work.value = pid
    if kill_after is not None and not answers.poll(kill_after):
        os.kill(pid, signal.SIGKILL)
    try:
        outcome = answers.recv()
    except EOFError:
        outcome = ("killed", None)
    at_work.value = 0
    _, _, used = os.wait4(pid, 0)
    answers.close()
    return *outcome, used.ru_utime + used.ru_stime


def _work(job: Callable[..., Any], args: tuple[Any, ...], answer: Connection) -> None:
    """Do the job and leave without the goodbyes of the process that it was forked from."""
    try:
        answer.send(("done", job(*args)))
    except BaseException:
        answer.send((BROKEN, traceback.format_exc()))
    finally:
        os._exit(0)
