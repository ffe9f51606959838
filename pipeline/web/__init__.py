"""The page: everything that a clerk does, in the browser of this machine. A door, as the command line is.

launch     gongwen serve: one page a workspace, a port of 127.0.0.1, the browser
keys       who may come in: ticket, cookie, the page's own token
guard      every request: host, origin, cookie, token; every answer: what a browser may do with it
site       what all requests share · room: a workspace that is open: worker, watch, what stands where
jobs       the one thread that writes: a queue of jobs with progress and stop
stream     “something has changed”, to every tab
standing   what the screens show, taken after each job: no view ever runs the pipeline
bench      files that somebody has dropped to have them set
forms      what a form says · uploads: files into inputs/ · downloads: papers out of outputs/
screens/   one module a screen · routes: all of them
pages/     how they look · static/: style, script, htmx
"""

from typing import TYPE_CHECKING

from pipeline import late

if TYPE_CHECKING:
    from pipeline.web.launch import serve

__all__ = [
    "serve",
]

__getattr__ = late.attributes(
    __name__,
    {
        "pipeline.web.launch": "serve",
    },
)
