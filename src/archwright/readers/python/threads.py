"""Threads, processes, timers and schedulers that run beside the requests."""

import ast
from collections.abc import Iterator

from archwright.kit.words import words
from archwright.model.notes import Threaded
from archwright.study.module import Module
from archwright.study.reader import Example

_STARTERS = words(
    """
    threading.Thread threading.Timer multiprocessing.Process multiprocessing.Pool
    concurrent.futures.ThreadPoolExecutor concurrent.futures.ProcessPoolExecutor asyncio.create_task
    asyncio.run_coroutine_threadsafe _thread.start_new_thread thread.start_new_thread flask_executor.Executor
    sched.scheduler gevent.spawn eventlet.spawn
    """
)
_SCHEDULERS = ("apscheduler.", "flask_apscheduler.", "schedule.every")
WORDS = ("thread", "Thread", "multiprocessing", "futures", "asyncio", "scheduler", "schedule", "spawn", "Executor")
EXAMPLES = (
    Example(
        "import threading\nfrom concurrent.futures import ThreadPoolExecutor as Pool\n"
        "def go():\n    threading.Thread(target=go).start()\npool = Pool(2)\n",
        ("threads: app.py:4", "threads: app.py:5"),
    ),
)


def read(module: Module) -> Iterator[Threaded]:
    """Each place one is made."""
    starts = (
        "thread",
        "_thread",
        "multiprocessing",
        "concurrent",
        "asyncio",
        "apscheduler",
        "flask_",
        "sched",
        "gevent",
        "eventlet",
    )
    if not any(origin.startswith(starts) for origin in module.imports.names.values()):
        return
    for scope in module.scopes:
        for call in scope.of(ast.Call):
            origin = module.origin(call.func)
            if origin in _STARTERS or (origin.startswith(_SCHEDULERS) and "cheduler" in origin.rpartition(".")[2]):
                yield Threaded(module.place(call))
