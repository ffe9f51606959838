"""What a hostile template may try: {file} is a path it would like to write, {port} a door it would like to knock at."""

from __future__ import annotations

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
EVERY = [*WALKS, *CLASSICS, *HUNGRY, *ENDLESS]
