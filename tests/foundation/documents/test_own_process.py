"""Files are looked into by a process of its own: what its end without an answer says."""

import pytest

from foundation.documents.own_process import NoAnswer, ask_process

FALLING = "tests.foundation.documents.falling"


def test_a_process_that_falls_over_is_our_fault_and_the_log_names_the_error_without_the_file(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(NoAnswer) as caught:
        ask_process(FALLING, {"how": "over"}, b"SITI AMINAH", seconds=60)
    assert caught.value.ours
    assert "ValueError" in caplog.text
    assert "SITI" not in caplog.text


def test_a_process_that_takes_too_long_is_the_files_fault() -> None:
    with pytest.raises(NoAnswer) as caught:
        ask_process(FALLING, {"how": "on"}, b"", seconds=0.5)
    assert not caught.value.ours
