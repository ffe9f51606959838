"""One module a screen: what it shows, and what can be done on it.

start · board · inbox · facts · papers (the list) · paper (one) · approving · sending · receipts · models (模板) ·
tidying (排版) · settings · past (经过) · health (体检) · keeping (备份, 归档)
"""
