"""5 · Approved → Parcel → Receipt: each branch its own papers and nothing else, at most once, with proof.

readable_parts any file → its parts; what cannot be looked into
picture_text what a picture says besides its dots
readings  a part → its text, in every way in which it may be read
escapes   text that is written as codes
around    what stands around a place of a reading
strangers whose names and numbers there are; a fast look for them
persons   a person, or a word that is somebody's name
lexicon   which words there are, and how often they are written
words     surnames, and what stands around people's names
delivery_register 送达登记, 签收单: written
readback  送达登记: read
leaks     nobody else's members, ID numbers or phones in anything that leaves
"""
