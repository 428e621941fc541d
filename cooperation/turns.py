"""Threads that serve each visitor in turn: who asks for very much at once waits for it, and nobody else does."""

from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import NamedTuple


class Waiting(NamedTuple):
    """What is to be done for somebody, and what is told of how it went."""

    done: Future
    act: Callable
    arguments: tuple


class FairPool(ThreadPoolExecutor):
    """A pool of threads with a line for each visitor, out of which they take one at a time."""

    def __init__(self, threads: int, who: Callable[..., Hashable]):
        super().__init__(max_workers=threads)
        self.who = who  # out of the arguments of a call
        self.lines: OrderedDict[Hashable, deque[Waiting]] = OrderedDict()  # the next in turn comes first
        self.lock = Lock()

    def submit(self, act: Callable, /, *arguments: object) -> Future:  # type: ignore[override]
        """Do something when it is this visitor's turn."""
        waiting = Waiting(Future(), act, arguments)
        with self.lock:
            self.lines.setdefault(self.who(*arguments), deque()).append(waiting)
        super().submit(self.serve_next)
        return waiting.done

    def serve_next(self) -> None:
        with self.lock:
            who, line = self.lines.popitem(last=False)
            done, act, arguments = line.popleft()
            if line:
                self.lines[who] = line
        try:
            done.set_result(act(*arguments))
        except BaseException as error:
            done.set_exception(error)
