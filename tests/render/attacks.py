"""What a hostile template may try: {file} is a path it would like to write, {port} a door it would like to knock at."""

from __future__ import annotations

from itertools import pairwise

_OS = "{{{{ NAME.__init__.__globals__['os'].popen('touch {file}').read() }}}}"
_WALKS = (
    "甲", "甲.名", "cycler", "joiner", "namespace", "lipsum", "self", "range", "dict", "loop", "get_flashed_messages", "config",
)  # fmt: skip
WALKS = [_OS.replace("NAME", name) for name in _WALKS]
CLASSICS = [
    "{{{{ ''.__class__.__mro__[1].__subclasses__() }}}}",
    "{{{{ ''.__class__.__base__.__subclasses__()[40]('{file}', 'w').write('x') }}}}",
    "{{{{ [].__class__.__base__.__subclasses__() }}}}",
    "{{{{ ().__class__.__bases__[0].__subclasses__() }}}}",
    "{{{{ 甲|attr('__class__') }}}}",
    "{{{{ 甲|attr('\\x5f\\x5fclass\\x5f\\x5f') }}}}",
    "{{{{ 甲['__class__'] }}}}",
    "{{{{ 甲|map(attribute='__class__')|list }}}}",
    "{{{{ [甲]|map('attr', '__class__')|list }}}}",
    "{{{{ [甲]|selectattr('__class__')|list }}}}",
    "{{{{ [甲]|groupby('__class__') }}}}",
    "{{{{ [甲]|sort(attribute='__class__.__name__') }}}}",
    "{{{{ [甲]|sum(attribute='__class__') }}}}",
    "{{{{ [甲]|unique(attribute='__class__')|list }}}}",
    "{{{{ self._TemplateReference__context }}}}",
    "{{{{ self.__init__.__globals__.__builtins__.open('{file}', 'w') }}}}",
    "{{{{ namespace.__init__.__globals__.__builtins__.exec('import os') }}}}",
    "{{{{ dict.mro()[-1].__subclasses__() }}}}",
    "{{{{ range.__class__ }}}}",
    "{{{{ 甲.名.format.__globals__ }}}}",
    "{{{{ '{{0.__class__}}'.format(甲) }}}}",
    "{{{{ '{{x.__class__}}'.format_map({{'x': 甲}}) }}}}",
    "{{{{ '%s'|format(甲.__class__) }}}}",
    "{{{{ 甲.save('{file}') }}}}",
    "{{{{ 甲.docx.save('{file}') }}}}",
    "{{{{ 甲.clear() }}}}",
    "{{{{ 甲.update({{'名': 'x'}}) }}}}",
    "{{{{ 甲.pop('名') }}}}",
    "{{{{ 甲.setdefault('新', 1) }}}}",
    "{{{{ 列.append(1) }}}}",
    "{{{{ 甲.名.encode() }}}}",
    "{{{{ 甲.名.translate({{}}) }}}}",
    "{{% include '{file}' %}}",
    "{{% import '{file}' as x %}}{{{{ x }}}}",
    "{{% from '{file}' import x %}}",
    "{{% extends '{file}' %}}",
    "{{% import 'os' as os %}}{{{{ os.system('touch {file}') }}}}",
    "{{{{ ''|tojson }}}}{{{{ 'http://127.0.0.1:{port}/'|urlize }}}}",
    "{{{{ 'http://127.0.0.1:{port}/'|xmlattr }}}}",
    "{{{{ cycler('a').next.__globals__ }}}}",
    "{{% autoescape false %}}{{{{ 甲.险 }}}}{{% endautoescape %}}",
    "{{{{ 甲.险|safe }}}}",
    "{{% set x = cycler %}}{{{{ x.__init__ }}}}",
    "{{% for x in (1).__class__.__base__.__subclasses__() %}}{{{{ x }}}}{{% endfor %}}",
    "{{% macro m() %}}{{{{ caller.__globals__ }}}}{{% endmacro %}}{{% call m() %}}{{% endcall %}}",
    "{{% macro m() %}}{{% endmacro %}}{{{{ m.__init__.__globals__ }}}}",
    "{{% macro m() %}}{{% endmacro %}}{{{{ m._func.__globals__ }}}}",
]
HUNGRY = [
    "{{{{ 'a' * 1000000000 }}}}",
    "{{{{ [1] * 1000000000 }}}}",
    "{{{{ 10 ** 1000000000 }}}}",
    "{{{{ '%2000000000d' % 1 }}}}",
    "{{{{ 'a'.ljust(3000000000) }}}}",
    "{{{{ 'a'.center(3000000000) }}}}",
    "{{{{ 'a'|center(3000000000) }}}}",
    "{{{{ 'a'|indent(3000000000) }}}}",
    "{{{{ range(1000000000)|list|length }}}}",
    "{{{{ lipsum(1000000) }}}}",
]
ENDLESS = [
    "{{% for a in range(99999) %}}{{% for b in range(99999) %}}{{% for c in range(99999) %}}{{% endfor %}}{{% endfor %}}{{% endfor %}}",
    "{{% macro m(n) %}}{{{{ m(n) }}}}{{% endmacro %}}{{{{ m(1) }}}}",
    "{{% set n = namespace(s='ab') %}}{{% for a in range(60) %}}{{% set n.s = n.s ~ n.s %}}{{% endfor %}}{{{{ n.s|length }}}}",
    "{{% set n = namespace(s=[1]) %}}{{% for a in range(60) %}}{{% set n.s = n.s + n.s %}}{{% endfor %}}{{{{ n.s|length }}}}",
]


def _plain(*sources: str) -> list[str]:
    return [source.replace("{", "{{").replace("}", "}}") for source in sources]


_DOUBLING = "{% macro m0() %}xxxxxxxxxx{% endmacro %}" + "".join(
    f"{{% macro m{n}() %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}" for n in range(1, 40)
)
_TENFOLD = "".join(f"{{% set {b} = {' ~ '.join([a] * 10)} %}}" for a, b in pairwise("abcdef"))
REACHES = _plain(
    "{{ '%s%s' % (甲, 1) }}",
    "{{ '%(a)s'|format(a=甲.__class__) }}",
    "{{ 甲|attr('get')('名') }}",
    "{{ 甲.get.__self__ }}",
    "{{ 甲.items().__class__ }}",
    "{{ [甲]|map(attribute='get.__self__')|list }}",
    "{{ ['__class__']|map('attr', '__base__')|list }}",
    "{{ [1]|map(attribute='x', default=甲.__class__)|list }}",
    "{{ 甲.名.join.__self__ }}",
    "{{ 甲.update.__call__ }}",
    "{{ namespace(a=1).__class__ }}",
    "{% set n = namespace() %}{% set n.__class__ = 1 %}{{ n.__class__ }}",
    "{% for x in 列 %}{{ loop._iterator }}{{ loop.__class__ }}{% endfor %}",
    "{% for x in 列 %}{{ loop.changed.__func__ }}{{ loop.cycle.__globals__ }}{% endfor %}",
    "{% macro m() %}{{ caller.__closure__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% macro m() %}{% endmacro %}{{ m.name }}{{ m._environment }}",
    "{% macro m() %}{{ varargs.__class__ }}{{ kwargs.__class__ }}{% endmacro %}{{ m(1) }}",
    "{% block a %}{{ super.__class__ }}{{ self.a.__globals__ }}{% endblock %}",
    "{% do 甲.clear() %}",
    "{% debug %}",
    "{% include ['/etc/passwd', 'x'] ignore missing %}",
    "{% import '/etc/passwd' as x with context %}{{ x }}",
    "{% extends 甲.名 %}",
)  # fmt: skip
SWELLING = _plain(
    "{{ ('x' * 100000).replace('x', 'x' * 100000) }}",
    "{{ ('x' * 100000)|replace('x', 'x' * 100000) }}",
    "{{ ('x' * 100000).join(['x'] * 100000) }}",
    "{{ (['x'] * 100000)|join('x' * 100000) }}",
    "{{ 列|batch(1000000000, 'x')|list }}",
    "{{ 列|slice(1000000000)|list|length }}",
    "{{ 9999999999|空 }}",
    "{{ 'x'|replace('x', 9999999999|空) }}",
    "{{ 1.5|round(100000000) }}",
    "{{ ('关于' * 50000)|分行 }}",
    "{% set a = 'x' * 100000 %}" + _TENFOLD + "{{ f }}",
)
DEEP = _plain(
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{{ " + "+".join(["1"] * 20000) + " }}",
    "{{ " + "not " * 5000 + "1 }}",
    "{{ 甲" + ".a" * 20000 + " }}",
    "{% if 1 %}" * 2000 + "{% endif %}" * 2000,
    "{% for x in 列 %}" * 30 + "x" + "{% endfor %}" * 30,
    "{% for x in 列 recursive %}{{ loop(列) }}{% endfor %}",
    "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{{ a() }}{% endmacro %}{{ a() }}",
    "{% block a %}{{ self.a() }}{% endblock %}",
)
ENDLESS += _plain(
    "{% set n = namespace(v=10) %}{% for a in range(60) %}{% set n.v = n.v * n.v %}{% endfor %}",
    _DOUBLING + "{{ m39() }}",
    "{{ (列 * 100000)|map('list')|sum(start=[])|length }}",
    "{% set a = [1] * 100000 %}{% set b = [a] * 100000 %}{{ b }}",
)
SLOW = _plain(
    *(
        tag * 40_000
        for tag in ("{{ ", "{%tr ", "{%p if 1 %}", "{% colspan ", "{{r x ", "{# ", "{%- ", "{% vm %}", "{% hm %}")
    )
)
KINDS = {
    "walks": WALKS, "classics": CLASSICS, "reaches": REACHES, "hungry": HUNGRY, "swelling": SWELLING, "deep": DEEP,
    "endless": ENDLESS, "slow to compile": SLOW,
}  # fmt: skip
VALUES = [
    'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"',
    '{ INCLUDETEXT "file:///etc/passwd" }',
    "INCLUDEPICTURE http://127.0.0.1/x.png \\d",
    "</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DDEAUTO x</w:instrText></w:r><w:r><w:t>",
    "<w:fldSimple w:instr='DDE x'/>",
    '"/><w:altChunk r:id="rId1"/><a b="',
    "]]><w:altChunk/><![CDATA[",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "&xxe; &#60;w:p/&#62; &lt;w:p/&gt;",
    "{{ 7 * 7 }}{% for x in range(9) %}x{% endfor %}{# x #}{_{ x }_}",
    "<?gongwen-adds 00?><?xml-stylesheet href='x'?>",
    'r:id="gongwen-link-http%3A%2F%2F127.0.0.1"',
    "%s%n%x {0} {0.__class__} ${x} #{x} <%= x %>",
    '=HYPERLINK("http://127.0.0.1")',
]


def parts(port: int) -> dict[str, dict[str, bytes]]:
    """Return parts that a hostile file has besides, or instead of, an honest template's: each must be refused."""
    dtd = f"<!DOCTYPE a [<!ENTITY x SYSTEM 'http://127.0.0.1:{port}/'>]><a>&x;</a>"
    bomb = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10)
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}" TargetMode="External"/>'
        "</Relationships>"
    )
    zeros = bytes(60 * 2**20)
    return {
        "an entity from elsewhere": {"word/header1.xml": dtd.encode()},
        "an entity from elsewhere, in UTF-16": {"word/header1.xml": dtd.encode("utf-16")},
        "an entity in a part with a loud name": {"customXml/ITEM1.XML": dtd.encode()},
        "a laugh in text": {"word/header1.xml": f"{bomb}]><a>&k;</a>".encode()},
        "a laugh in an attribute": {"word/header1.xml": f"{bomb}]><a b='&k;'/>".encode("utf-16")},
        "a part too large": {"word/media/a.bin": zeros + zeros},
        "parts too large together": {f"word/media/{n}.bin": zeros for n in range(3)},
        "parts without end": {f"word/media/{n}.bin": b"" for n in range(6000)},
        "macros": {"word/vbaProject.bin": b"x"},
        "a template from elsewhere": {
            "word/_rels/settings.xml.rels": relation.format(
                "attachedTemplate", f"http://127.0.0.1:{port}/a.dotm"
            ).encode()
        },
        "an object from elsewhere": {
            "word/_rels/header1.xml.rels": relation.format("oleObject", "mhtml:http://127.0.0.1/a!x-usc:b").encode()
        },
        "a picture from a share": {
            "word/_rels/header1.xml.rels": relation.format("image", "\\\\127.0.0.1\\c\\a.png").encode()
        },
    }
