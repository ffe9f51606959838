"""What travels between the rooms. Standard library only, no behaviour beyond invariants.

problem   Origin, Problem, Read: something wrong in a file, as a value with its address
finding   Finding: something wrong in a document's look
codes     every Problem that the program can report: code, severity, wording, cure
facts     Campaign, Branch, Member, Leader, Issue, Opinion, Outline, Dossier: what the files say
returned  Return: what came back, whose it is, who has decided; return_terms: what is asked back
work      Kind, Job: what is due; Draft: what was made; Approved, Parcel, Receipt: what leaves
settings  Settings: what gongwen.toml may set
travel    by_fields: records that processes exchange by the hundred thousand
errors    the few exceptions

Glossary (one concept, one word; the Chinese word is what a clerk reads):

    Problem   填写错误      something wrong in a file
    Finding   格式意见      something wrong in a document's look
    Issue     问题          a row of the clerk's 问题清单
    Branch    党支部        Member 党员          Roster 花名册      Campaign 活动
    Leader    联系领导      Kind   文种          Opinion 意见       Outline  讲话稿
    Roll      a workbook's members   Pack   some of them, as bytes   Spool   where these wait   Census   all, by branch
    Ledger    the program's memory; 整改台账 is the rectification register, a document
"""
