"""A Windows Job Object: how much memory a process and all that it starts may hold, and that none of them outlives us.

Written from Microsoft's reference; nobody has run it on Windows yet, and Wine has no such limit. Elsewhere it does
nothing: there `resource` limits.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_JOB_MEMORY, _NO_DIALOG, _KILL_ON_CLOSE = 0x200, 0x400, 0x2000  # JOB_OBJECT_LIMIT_…
_Counters = ctypes.c_uint64 * 6


class _Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("most_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", _Basic),
        ("counters", _Counters),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limit(process: int, memory: int) -> Callable[[], object]:
    """Put a process (its handle) into a job that may hold `memory` bytes; return what ends the job and all in it.

    Where the system has no jobs, or refuses, the process goes on without a limit.
    """
    kernel = _kernel()
    if kernel is None:
        return _nothing
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return _nothing
    wanted = _Limits()
    wanted.basic.flags = _JOB_MEMORY | _NO_DIALOG | _KILL_ON_CLOSE
    wanted.job_memory = memory
    if kernel.SetInformationJobObject(
        job, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted)
    ) and kernel.AssignProcessToJobObject(job, process):
        return lambda: kernel.CloseHandle(job)
    kernel.CloseHandle(job)
    return _nothing


def _nothing() -> None:
    return


def _kernel() -> Any:
    """Return the calls of kernel32, None where there are none. Untyped, a handle loses its half."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle, flag, number, pointer = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint32, ctypes.c_void_p
        for call, result, arguments in (
            (kernel.CreateJobObjectW, handle, (pointer, ctypes.c_wchar_p)),
            (kernel.SetInformationJobObject, flag, (handle, flag, pointer, number)),
            (kernel.AssignProcessToJobObject, flag, (handle, handle)),
            (kernel.CloseHandle, flag, (handle,)),
        ):
            call.restype, call.argtypes = result, arguments
        return kernel
    return None
