"""5 · Approved → Parcel → Receipt: each branch its own papers and nothing else, at most once, with proof.

passages  any file → its text, with its place
words     ordinary words that are also names
proof     送达登记, 签收单: written
readback  送达登记: read
leaks     nobody else's members, ID numbers or phones in anything that leaves
"""
