"""What fails is left alone for a while, without anybody waiting for it."""

import pytest

from cooperation.circuit import REST, SILENCE, Circuit

pytestmark = pytest.mark.looks


@pytest.fixture
def clock(monkeypatch):
    told = [1000.0]
    monkeypatch.setattr("cooperation.circuit.time.monotonic", lambda: told[0])
    return told


def broken():
    raise OSError("It is full.")


def test_what_failed_rests_and_one_at_a_time_finds_out_whether_it_works_again(clock):
    circuit, tried = Circuit("A folder", OSError), []

    def work():
        tried.append(clock[0])
        return "done"

    assert circuit.attempt(work) == "done"
    assert circuit.attempt(broken) is circuit.attempt(work) is None
    clock[0] += REST
    assert circuit.may_try()  # somebody is trying
    assert circuit.attempt(work) is None
    clock[0] += REST
    assert [circuit.attempt(work), circuit.attempt(work)] == ["done", "done"]
    assert len(tried) == 3


def test_the_log_has_a_line_a_minute_and_other_errors_are_ours(clock, caplog):
    circuit = Circuit("A folder", OSError)
    for _second in range(int(SILENCE)):
        circuit.attempt(broken)
        clock[0] += 1
    assert caplog.messages == ["A folder cannot be used, and is done without: It is full."]
    clock[0] += SILENCE
    circuit.attempt(broken)
    assert len(caplog.messages) == 2
    with pytest.raises(ZeroDivisionError):
        Circuit("A folder", OSError).attempt(lambda: 1 // 0)
