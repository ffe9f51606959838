"""THE STORY, act 3: what comes back from the branches. Acts 1 and 2 are `produce` and `dispatch`.

returned_word  a returned Word file → rows and paragraphs, each with its place, and the marks that it carries
comparing      what somebody has written: the difference from the bytes that were sent
recognising    whose a return is: the mark proposes, the identity cells dispose
looking        files → what each of them is; writes nothing

Foreign files are opened in the helper process (confine). Nothing is written into inputs/, no return is altered.
"""

from pipeline.collect.looking import LookedAt, look
from pipeline.collect.recognising import certain

__all__ = ["LookedAt", "certain", "look"]
