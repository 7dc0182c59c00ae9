"""Hostile markup, in families. RAN stands for a script that tells it has run."""
import base64


def _handlers():
    for tag, event in (
            ('img src=x', 'onerror'), ('img src=x ', 'OnErRoR'), ('body', 'onload'), ('svg', 'onload'), ('input autofocus', 'onfocus'),
            ('select autofocus', 'onfocus'), ('textarea autofocus', 'onfocus'), ('details open', 'ontoggle'), ('video src=x', 'onerror'),
            ('audio src=x', 'onerror'), ('object data=x:', 'onerror'), ('iframe', 'onload'), ('marquee', 'onstart'),
            ('div style="animation:a 1s"', 'onanimationstart'), ('div', 'onclick'), ('a href=x', 'onmouseover'),
            ('p', 'onpointerenter'), ('form', 'onsubmit'), ('b contenteditable', 'onblur'), ('article', 'onscroll'),
            ('th', 'ondblclick'), ('code', 'oncopy'), ('pre', 'onwheel'), ('h2', 'onkeydown'), ('ul', 'ondragstart'),
            ('x-y', 'onclick'), ('math', 'onclick'), ('image src=x', 'onerror'), ('embed src=x', 'onload'), ('style', 'onload'),
            ('link rel=stylesheet href=data:text/css,', 'onload'), ('isindex type=image src=x', 'onerror'), ('dialog open', 'onclose'),
            ('button popovertarget=x', 'onbeforetoggle'), ('track src=x', 'onerror'), ('source src=x', 'onerror')):
        yield f'<{tag} {event}=RAN>the tide comes in</{tag.split()[0]}>'
    yield '<img/src=x/onerror=RAN>'
    yield '<img src=x onerror\n=\nRAN>'
    yield '<img src=x\x0conerror=RAN>'
    yield '<img src="x"onerror="RAN">'
    yield "<img src=x onerror='RAN' alt='&quot;><script>RAN</script>'>"
    yield '<img \x00src=x onerror=RAN>'
    yield '<img src=x onerror=&#82;AN>'
    yield '<svg/onload=RAN//'
    yield '<img src=x onerror=RAN '
    yield '<<img src=x onerror=RAN>>'


SPELLINGS = (
    'javascript:RAN', 'JaVaScRiPt:RAN', ' javascript:RAN', '\x01javascript:RAN', '\x1f\x20javascript:RAN', 'java\tscript:RAN',
    'java\nscript:RAN', 'java\rscript:RAN', 'javascript\t:RAN', 'javascript&colon;RAN', '&#106;avascript:RAN', '&#x6A;avascript:RAN',
    '&#0000106avascript:RAN', 'java&Tab;script:RAN', 'java&NewLine;script:RAN', 'javascript://x.example/%0aRAN', 'javascript:/*--></a>*/RAN',
    'javascript:RAN//https://', 'vbscript:RAN', 'livescript:RAN', 'feed:javascript:RAN', 'view-source:javascript:RAN', 'jar:javascript:RAN!',
    'data:text/html,<script>RAN</script>', 'DATA:text/html;charset=utf-8,<svg onload=RAN>', 'data:image/svg+xml,<svg xmlns="x" onload="RAN"/>',
    'data:application/xhtml+xml,<script>RAN</script>', 'blob:https://x.example/1', 'file:///etc/passwd', 'about:blank#RAN',
    'https://x.example/"onclick="RAN', "https://x.example/'onclick='RAN", 'https://x.example/><script>RAN</script>',
    'https://x.example/`onclick=`RAN', '//x.example/" onmouseover=RAN ', 'http:\\\\x.example"><img src=x onerror=RAN>',
    'mailto:a@x.example?subject="><script>RAN</script>', 'ｊavascript:RAN', 'javascript\u200b:RAN', '\ufeffjavascript:RAN')


def _addresses():
    for spelling in SPELLINGS:
        quoted = spelling.replace('"', '&quot;')
        yield f'<a href="{quoted}">the harbour of the island</a>'
    for context in ('<iframe src="%s"></iframe>', '<form action="%s"><button>Go</button></form>', '<object data="%s"></object>',
                    '<embed src="%s">', '<base href="%s">', '<meta http-equiv=refresh content="0;url=%s">', '<img src="%s">',
                    '<img srcset="%s 2x">', '<img data-src="%s">', '<svg><a xlink:href="%s"><text y=20>x</text></a></svg>',
                    '<math href="%s">x</math>', '<svg><use href="%s"/></svg>', '<button formaction="%s">Go</button>',
                    '<a ping="%s" href=/x>x</a>', '<area href="%s">', '<body background="%s">', '<link rel=import href="%s">',
                    '<figure><img data-srcset="%s 1x"><figcaption>x</figcaption></figure>', '<blockquote cite="%s">x</blockquote>',
                    '<video poster="%s"></video>', '<q cite="%s">x</q>', '<svg><animate attributeName=href to="%s"/></svg>'):
        yield context % 'javascript:RAN'
        yield context % 'data:text/html,&lt;script>RAN&lt;/script>'
    script = base64.b64encode(b'<script>RAN</script>').decode()
    yield f'<a href="data:text/html;base64,{script}">x</a>'


def _elements():
    for open_, close in (
            ('<script>', '</script>'), ('<ScRiPt>', '</sCrIpT>'), ('<script\t>', '</script >'), ('<script/x>', '</script/x>'),
            ('<script type=module>', '</script>'), ('<script src=data:,', '></script>'), ('<svg><script>', '</script></svg>'),
            ('<math><script>', '</script></math>'), ('<svg><style><![CDATA[</style><script>', '</script>]]></style></svg>'),
            ('<iframe srcdoc="<script>', '</script>"></iframe>'), ("<iframe srcdoc='&lt;script>", "&lt;/script>'></iframe>"),
            ('</p></article><script>', '</script>'), ('</title><script>', '</script>'), ('</textarea><script>', '</script>'),
            ('</code></pre><script>', '</script>'), ('</td></tr></table><script>', '</script>'), ('--><script>', '</script>'),
            (']]><script>', '</script>'), ('?><script>', '</script>'), ('"><script>', '</script>'), ("'><script>", '</script>'),
            ('</figcaption></figure><script>', '</script>'), ('\x00<script>', '</script>'), ('<scr\x00ipt>', '</scr\x00ipt>')):
        yield open_ + 'RAN' + close


def _mutations():
    """What reads as one tree and, written out and read again, as another."""
    image = '<img src=x onerror=RAN>'
    for before, after in (
            ('<noscript><p title="</noscript>', '">'), ('<noscript><style></noscript>', '</style>'), ('<template><p>', '</template>'),
            ('<template><script>', '</script></template>'), ('<style><!--</style>', '-->'), ('<textarea><a title="</textarea>', '">'),
            ('<title><a title="</title>', '">'), ('<xmp><p title="</xmp>', '">'), ('<plaintext>', ''), ('<listing>&lt;', '</listing>'),
            ('<noembed><p title="</noembed>', '">'), ('<noframes><p title="</noframes>', '">'), ('<iframe><p title="</iframe>', '">'),
            ('<svg></p><style><a id="</style>', '">'), ('<math></p><style><!--</style>', '--></math>'),
            ('<math><mtext><table><mglyph><style><!--</style>', '-->'), ('<math><mtext><table><mglyph><style><math><img title="</style>', '">'),
            ('<math><annotation-xml encoding="text/html"><style><p title="</style>', '"></annotation-xml></math>'),
            ('<math><annotation encoding="application/x-tex">', '</annotation></math>'),
            ('<svg><foreignObject><math><mi><style><p title="</style>', '">'), ('<svg><desc><style><p title="</style>', '"></desc></svg>'),
            ('<svg><title><style><p title="</style>', '"></title></svg>'), ('<form><math><mtext></form><form><mglyph><style></math>', ''),
            ('<select><style></select>', '</style>'), ('<select><template><style></template></select>', '</style>'),
            ('<table><a><svg><style><p title="</style>', '"></table>'), ('<table><tr><td><svg><desc><td><style><p id="</style>', '">'),
            ('<!--><p>', '-->'), ('<!---><p>', '-->'), ('<!-- --!>', '-->'), ('<!-- <!-- -->', '-->'), ('<![CDATA[><p>', ']]>'),
            ('<?x ><p>', '?>'), ('<!DOCTYPE x [<!ENTITY y "><p>', '">]>'), ('</ x><p>', ''), ('<a<b>', ''), ('<p/ title="/>', '">'),
            ('<img alt="`><p>', '`">'), ('<b title="&lt;/b>&lt;p>', '">'), ('<a href="https://x.example/?a=&quot;>', '">x</a>')):
        yield before + image + after
        yield before.replace('p title', 'p\ntitle').upper() + image + after.upper()


def _clobbering():
    for name in ('parent', 'document', 'attributes', 'nodeName', 'innerHTML', 'cookie', 'body', '__proto__', 'ran', 'location', 'childNodes'):
        yield f'<form id={name}><input name={name}><input name=firstChild></form><img name={name} id={name} src=x onerror=RAN>'


def _texts():
    """Markup that the page shows as text, and that must stay text."""
    for text in ('<script>RAN</script>', '<img src=x onerror=RAN>', '</p><svg onload=RAN>', '"><img src=x onerror=RAN>', '</pre><script>RAN</script>',
                 '[x](javascript:RAN)', '<a href=javascript:RAN>x</a>', '\x3c/title\x3e<script>RAN</script>', '&lt;script>RAN&lt;/script>',
                 '&amp;lt;img src=x onerror=RAN&amp;gt;', '$<img src=x onerror=RAN>$', '<style>@import "javascript:RAN"</style>'):
        escaped = text.replace('&', '&amp;').replace('<', '&lt;').replace('"', '&quot;')
        yield f'<p>In this place the page shows {escaped} as text.</p>'
        yield f'<pre><code class="language-{escaped}">{escaped}</code></pre>'
        yield f'<figure><img src="/a.png" alt="{escaped}"><figcaption>{escaped}</figcaption></figure>'
        yield f'<math><mi>x</mi><annotation encoding="application/x-tex">{escaped}</annotation></math>'


def vectors():
    families = (_handlers, _addresses, _elements, _mutations, _clobbering, _texts)
    return [vector for family in families for vector in family()]
