"""Below the rooms: durable, atomic writing, and what the file system is.

A file appears whole or not at all: written aside in the target's own folder, made durable, then renamed. A killed run
leaves a file that ends in .tmp at worst; `sweep` removes those at the next start.

file_names   file names that every system takes
files        one file: written, moved, removed, hashed
chunk        many files, made durable together
holding      whether another program still has its hands on a file
system_words what the system says, in Chinese
mounts       what kind of file system a folder lies on
own_cache    the user's own folder for what can be made again
"""

from pipeline.disk.chunk import Aside, Chunk
from pipeline.disk.file_names import safe_name
from pipeline.disk.files import (
    TEMPORARY,
    aside_name,
    clear,
    digest,
    free,
    move,
    pieces,
    prune,
    put,
    remove,
    sweep,
    unreadable,
    unwritable,
    write,
    write_aside,
)
from pipeline.disk.holding import held
from pipeline.disk.mounts import file_system, on_network
from pipeline.disk.own_cache import cached, keep_cached
from pipeline.disk.system_words import in_words

__all__ = [
    "TEMPORARY",
    "Aside",
    "Chunk",
    "aside_name",
    "cached",
    "clear",
    "digest",
    "file_system",
    "free",
    "held",
    "in_words",
    "keep_cached",
    "move",
    "on_network",
    "pieces",
    "prune",
    "put",
    "remove",
    "safe_name",
    "sweep",
    "unreadable",
    "unwritable",
    "write",
    "write_aside",
]
