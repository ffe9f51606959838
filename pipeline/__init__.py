"""gongwen: rosters and a campaign's facts in, every branch's papers out.

Contents, in the order of the story:

cli           door: commands, exit codes
__main__      python -m pipeline
web           door: the page in the browser
watch         door: a doorbell, nothing more
terminal      what a clerk reads in the terminal
produce       THE STORY, act 1: read, plan, make, put in place, register
dispatch      THE STORY, act 2: approve, send what was released, keep the proof, remind
collect       THE STORY, act 3: what comes back from the branches, recognised and read
errands       commands outside the story: init, blank, vocabulary, template, review, tidy, export, the table of codes
packing       the package for a clerk's machine: the program with all that it needs
desk          what a door sets up once: folders, settings, ledger, clock
catalogs      what the catalog says, as the ledger keeps it
config        gongwen.toml → Settings
contract      what is declared, not programmed: the sheets of sheets.yaml, what must hold of their rows
inbox         1 · what came in → typed facts
plan          2 · facts → documents due
stationery    the office's paper: builds the shipped templates
render        3 · a document due → the bytes of a docx
review        a Word file → measured, held to GB/T 9704 and the campaign's own words; texts held to the facts
tidy          any Word file → the same words, set by GB/T 9704: told as review tells, set as stationery sets
binder        what lies beside the documents: print volumes, faulty workbooks given back, the register
shelf         4 · the bytes → where they belong, never over a clerk's edit
intent        what is about to be put in place, written down first
send          5 · approved documents → parcels → out to the branches, looked through, at most once, with proof
register      what the office keeps as workbooks: 清单, blank rosters; the look of 送达登记
ledger        memory: what was made from what (SQLite)
disk          below the rooms: atomic, durable writing; safe file names
guidance      below the rooms: what to do next, as a command or as a button
late          below the rooms: a room's door that opens its modules when they are asked for
program       below the rooms: which program this is
confine       below the rooms: another program, with a limit of time
job           below the rooms: the limit of memory that Windows has
spool         below the rooms: bytes that wait on the disk until their turn comes
fleet         below the rooms: one function over many chunks, in processes or on a Dask cluster
placeholders  below the rooms: what in a text was left to be filled in
splice        below the rooms: one value changed in somebody's own file, every other byte kept
yamlguard     below the rooms: what no YAML of an office holds, seen before it is built
collector     below the rooms: how often Python looks for cycles among our objects
ordinals      below the rooms: the numbers before headings, as typed and as printed
surnames      below the rooms: which characters are surnames
used_names    below the rooms: which facts a template or a condition may read, and what stands there
expression    below the rooms: sandboxed Jinja for conditions, file names and templates
model         what travels; standard library only
"""
