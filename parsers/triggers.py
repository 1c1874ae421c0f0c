"""The words that tell of a meeting, a call, a visit, a signing or a forum, and those that say how: as patterns."""

from __future__ import annotations

import re

_WORDS = r"(?:[\w’'-]+\s+)"

MEETING = re.compile(
    r"\b(?:call(?:ed|s|ing)?\s+on\b|call\s+on\s+(?=[A-Z])|"
    rf"(?:paid|pays|pay|paying|made|makes)\s+(?:an?\s+)?{_WORDS}{{0,2}}call\s+(?:on|to)|"
    r"met(?!\s+with\s+from)(?!\s+(?:the\s+)?(?:target|demand|requirement|need|office|department))\b(?:\s+with)?|meets\b(?!\s+(?:the\s+)?(?:demand|need))|meeting\s+(?=[A-Z])|"
    r"receiv(?:ed|es)\s+(?!most|much|little|a\s+(?:warm|letter|message|briefing|grand)|the\s+most|training)|was\s+received|were\s+received|was\s+welcomed\s+by|"
    rf"h(?:eld|olds|old|as\s+held|ave\s+held|olding)\s+{_WORDS}{{0,6}}(?:meetings?|talks|discussions?|consultations?|negotiations|parleys)|"
    rf"(?:in|during|at|after)\s+(?:an?\s+|the\s+|his\s+|her\s+|their\s+|today's\s+)?{_WORDS}{{0,4}}(?:meetings?|talks|interaction|courtesy\s+call|discussions)\s+(?:of|with|between|here|held|today|in|on|at|to)\b|"
    rf"(?:in|during|at)\s+(?:a|the|their|his)\s+{_WORDS}{{0,2}}(?:meeting|interaction)\b|"
    r"(?:meetings?|talks|consultations|interaction)\s+(?:was\s+held\s+)?(?:between|of)\s+(?=[A-Z]|the\s+\w*\s*(?:minister|president))|"
    rf"(?:in|had|has|have|having)\s+(?:an?\s+)?{_WORDS}{{0,3}}"
    r"(?<!series of )(?:meetings?|talks|discussions|interactions?)"
    r"\s+(?:(?:in|at)\s+[A-Z]\w+\s+)?(?:with|here)|"
    r"talking\s+to\b|talked\s+(?:to|with)\b|in\s+conversation\s+with|sat\s+down\s+with|will\s+sit\s+down|sit\s+down\s+with|came\s+to\s+see|"
    r"to\s+meet\b(?=\s+(?:with\s+)?(?:[A-Z]|(?:the|his|her|its)\s+(?:\w+\s+){0,2}(?:president|prime|premier|minister|leader|leadership|speaker|chairman|governor|counterpart|officials)|(?:high-level|senior|top)\s))|(?:will|would|also|separately)\s+meet\b|discuss(?:ed|es|ing|ion)?\s+[^.;]{0,80}?\swith\s+(?=[A-Z]|the\s+(?:\w+\s+)?(?:minister|ambassador|envoy|president|delegation|governor|chairman))|"
    rf"(?:exchanged|exchange)\s+(?:of\s+)?views\s+with|(?:presented|presents|hands|handed)\s+(?:over\s+)?{_WORDS}{{0,4}}credentials|presentation\s+of\s+credentials|"
    r"summoned\b|delegation-level\s+talks|saw\s+(?=[A-Z]|the\s+[A-Z])|sees\s+(?=[A-Z])|were?\s+with\s+(?=[A-Z][a-z]+\s+[A-Z])|came\s+together|hosted\s+(?=[A-Z][a-z]+\s+[A-Z])|"
    rf"was\s+discussed\s+(?:on\s+\w+\s+)?by\s+(?=[A-Z])|(?:bilateral|sideline|separate|one-on-one|farewell|introductory)\s+{_WORDS}{{0,1}}meetings?\b|welcom(?:ed|ing)\s+(?=the\s+(?:\w+\s+)?(?:ambassador|envoy)|[A-Z])|"
    rf"meeting\s+[^.;]{{0,110}}?(?:took\s+place|(?:was|has\s+been|will\s+be|is\s+to\s+be|to\s+be)\s+held)|(?:talks|consultations)\s+{_WORDS}{{0,8}}(?:took\s+place|were\s+held)|meeting\s+(?:on|with)\s+(?=[A-Z])|"
    rf"assured\s+[^.]{{0,60}}in\s+a\s+meeting|talks\s+with\s+(?=[A-Z])|to\s+be\s+received\s+by|co-chaired\s+[^.;]{{0,70}}?(?:consultations|talks|dialogue))",
)
BODY_VISIT = re.compile(
    r"\b(?:visit(?:ed|s|ing)?\s+(?:to\s+)?|talking\s+to\s+[^.]{0,60}?(?:at|of)\s+|speaking\s+(?:at|to|with)\s+[^.]{0,40}?|address(?:ed|ing)\s+[^.]{0,60}?(?:at|of)?\s*|told\s+(?:the\s+)?(?:members|businessmen|traders|exporters|industrialists)\s+(?:of|at)\s+|interact\w+\s+with\s+[^.]{0,60}?|meeting\s+with\s+[^.]{0,50}?|came\s+to\s+see\s+)(?:the\s+)?(?:[A-Z][\w&-]*\s+|of\s+|and\s+|&\s+){0,6}?(?:Chambers?\b|University|Institute|Federation|Association|\w*CCI\b|APTMA|SMEDA|TDAP|Stock\s+Exchange|Corporation)",
)
NOT_MEETING = re.compile(
    r"\b(?:talking\s+(?:exclusively\s+)?to\s+(?:the\s+)?(?:news|media|reporters|journalists|APP|a\s+private|WealthPK|media\s*persons|newsmen)|in\s+an\s+interview|press\s+conference|briefing\s+media|told\s+reporters|told\s+APP|talking\s+to\s+\w+\s+(?:News|TV)|exclusive)\b",
    re.I,
)
CALL = re.compile(
    r"\b(?:tele?phon(?:e|ed|es|ic)\s+(?:call|conversation|talk|contact|discussion)|tele?phoned|tele?phones|phone\s+(?:call|conversation|talk)|(?:by|over|on)\s+(?:the\s+)?(?:tele)?phone|phoned|phones|spoke\s+[^.]{0,60}by\s+(?:tele)?phone|telephonically)\b",
    re.I,
)
SIGNED = re.compile(
    r"\b(?:sign(?:ed|s|ing)?|ink(?:ed|s|ing)?|put\s+their\s+(?:names|signatures)\s+to|conclude[ds]?|exchanged)\b(?=[^.;]{0,130}\b(?:MoUs?|MOUs?|[Mm]emorand\w+|[Aa]greements?|[Pp]rotocols?|[Aa]ccords?|[Pp]acts?|[Tt]reaty|[Dd]eclaration|[Rr]oad\s?map|documents?|contracts?|[Aa]ction\s+[Pp]lan|[Pp]rogram(?:me)?\s+of\s+[Cc]ooperation|[Cc]ooperation\s+[Pp]rogram(?:me)?|instruments|deals?)\b)"
    r"|\b(?:MoUs?|MOUs?|[Mm]emorand\w+|[Aa]greements?|[Pp]rotocols?|[Aa]ccords?|[Pp]acts?|[Dd]ocuments?|[Dd]eclaration|[Dd]eal)\b[^.;]{0,130}?\b(?:was|were|is|are|will\s+be|to\s+be|has\s+been|have\s+been)\s+(?:also\s+)?(?:signed|inked|exchanged)"
    r"|\bsigning\s+(?:ceremony\s+)?of\b|\bsigning\s+ceremony\b|\b(?:[Aa]ccord|[Aa]greement|MoUs?|[Pp]act|[Pp]rotocol|[Dd]eal)\b[^.;]{0,50}\b(?:inked|signed)\b"
)
FORUM = re.compile(
    r"(?P<ceremony>\bceremony\b|\breception\b|\bfestival\b|\bnational\s+day\b|\bconcert\b)|(?P<exhibition>\bexhibitions?\b|\bexpo\b|\btrade\s+fair\b|\bcultural\s+(?:days?|week|evening|show)\b)|"
    r"(?P<commission>\b(?:joint|inter-?governmental)\s+(?:[\w-]+\s+){0,5}commission\b|\bJMC\b|\bIGC\b|\bJEC\b|\bcommission\s+session\b|\b(?:first|second|third|\w+th|inaugural)\s+(?:session|meeting)\s+of\s+the\b|\bstrategic\s+cooperation\s+council\b|\bsession\b)|"
    r"(?P<group>\bworking\s+group\b|\bJWG\b)|"
    r"(?P<conference>\b(?:business|investment|trade|tourism|education|economic|B2B|media|university|rectors['’]?|transport|youth|academic|agricultural|energy)\s+(?:[\w-]+\s+){0,2}(?:forum|conference|conclave|summit|dialogue)\b|\bconference\b|\bseminar\b|\bwebinar\b|\bsymposium\b|\bround\s?table\b|\bworkshop\b|\b(?:in|attend|at|of)\s+a\s+forum\b|\bforum\b)",
    re.I,
)
HAPPENS = re.compile(
    r"\b(?:held|hold|inaugurat\w+|attend\w*|address\w*|took\s+place|take\s+place|takes\s+place|conclud\w+|opens?|opened|organi[sz]ed?|organi[sz]ing|host(?:ed|s)?|convened|chaired|co-chaired|in\s+the\s+chair|brought\s+together|begin|began|begins|met|arranged|postponed|scheduled|cancell?ed|saw|showed|go\s+on|marks?|take\s+part|took\s+part|participat\w+|at\s+the|kick\w*\s+off|sat)\b",
    re.I,
)
#: Groups: `there` the verb is followed by where one goes.
VISIT = (
    re.compile(
        r"\b(?:arriv(?:ed|es|e|ing)\s+(?:here|in|at|to)|reach(?:ed|es)|landed\s+(?:in|at)|touched\s+down\s+(?:in|at))\b"
    ),
    re.compile(
        r"\b(?:depart(?:ed|s)?\s+(?:\w+\s+){0,2}(?:for|to)|departs\s+for|left\s+(?:\w+\s+){0,2}for|leav(?:es?|ing)\s+(?:\w+\s+){0,5}for|set\s+(?:out|off)\s+(?:for|to)|off\s+to|(?:fly|flew|flies|travel|travels|travell?ed|proceed|proceeded|head|heads|headed)\s+to|(?:to|will|would)\s+(?:go|come|travel|fly)\s+to|(?:came|comes|coming|come|going|goes|go|gone|went)\s+to|goes\s+to|depart\s+for|departs\s+for\s+(?:an?\s+)?(?:\w+\s+)?visit\s+to|leave\s+for)\b",
        re.I,
    ),
    re.compile(
        r"\bvisit\s+(?:of|by)\s+[^.;,]{3,90}?\s+to\b(?=\s+(?:Pakistan|K[ay]\w+stan|\w+stan|Islamabad|Astana|Bishkek|Tashkent|Dushanbe|Ashgabat))|\b(?:visits?|trips?|tours?|journey)\s+(?:to|of)\b|\b(?:visit|visits|visited|visiting|tour|toured)\b(?=\s+(?:the\s+(?:(?:ports?|cities|city)\s+of\s+)?)?(?:[A-Z]))"
    ),
    re.compile(
        r"\b(?:is|was|are|were|be|currently|presently|now|being|arrived|who)\s+(?:currently\s+|now\s+)?in\b(?=[^.;]{0,80}\b(?:visit|for\s+(?:two|three|four|five|\d+)\s+days|from\s+\d|tour|mission)\b)|\b(?:will|to)\s+be\s+in\b"
    ),
    re.compile(
        r"\b(?:delegation|team|party)\s+(?:is\s+|was\s+|has\s+)?(?:being\s+)?(?:sent\s+)?to\b|\bsent\s+(?:\w+\s+){0,4}(?:delegation|team)\s+to\b|\btak(?:e|ing)\s+(?:\w+\s+){0,3}delegation\s+to\b|\bspend\s+(?:\w+\s+){0,3}in\b|\breturned\s+from\b"
    ),
)
VISIT_WORD = re.compile(r"\b(?:his|her|their|the|this|a|an|on)\s+(?:[\w-]+\s+){0,3}visit\b(?!\s+(?:of|by)\b)")
ATTENDED = re.compile(
    r"\b(?:(?:was|were)\s+(?:also\s+)?(?:present|with\s+(?:him|her|them)|in\s+attendance|among)|also\s+(?:attended|present|accompanied|spoke|took\s+part|joined)|accompan\w+|sat\s+in|took\s+part|attended|joined\s+(?:them|the\s+meeting)|flanked|in\s+attendance|looked\s+on|are\s+also\s+part|represented\s+by|In\s+it\s+are|travelling\s+with|comprises?|includes?|including|assisted\s+by|was\s+led\s+by|witness\w*)\b"
)
PLANNED = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were|he's)\s+(?:also\s+)?(?:likely\s+)?to|to\s+be\s+(?:held|signed|inked)|scheduled|expected|due|set\s+to|plans?|planned|planning|upcoming|forthcoming|coming|going\s+to|intends?|intended|means?\s+to|meant\s+to|is\s+going|next\s+(?:week|month|year)|tentatively|ahead\s+of|to\s+(?:meet|visit|attend|travel|fly|hold|sign|make|pay|leave|depart|host|arrive|participate|discuss)|likely|proposed|leaves|on\s+the\s+cards|invited\s+to|announced)\b",
    re.I,
)
POSTPONED = re.compile(r"\b(?:postpon\w+|put\s+off|deferred|rescheduled)\b", re.I)
CANCELLED = re.compile(r"\b(?:cancell?ed|called\s+off|scrapped)\b", re.I)
BACKGROUND = re.compile(
    r"\b(?:last\s+(?:year|month|week(?!\s+of))|earlier\s+this\s+(?:year|month)|years?\s+ago|months?\s+ago|previous(?:ly)?|since\s+(?:19|20)\d\d|in\s+the\s+past|lately|recently|recent|follow-up|earlier\s+in\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)|last\s+met|in\s+his\s+earlier|once\s+been|at\s+that\s+time|goes\s+back|follows|in\s+response\s+to|on\s+that\s+occasion|to\s+recall|had\s+earlier|last\s+(?:January|February|March|April|May|June|July|August|September|October|November|December))\b",
    re.I,
)
RECALLED = re.compile(
    r"\b(?:recall\w*|remember\w*|referring\s+to|referred\s+to|memories\s+of|mentioned\s+that\s+his|reminded)\b", re.I
)
WISHED = re.compile(
    r"\b(?:invit\w+|should|ought\s+to|urged?|urging|need(?:ed|s)?\s+(?:to|for)|call(?:ed|s|ing)\s+for|hop(?:ed?|es|ing)|keen|looks?\s+forward|looked\s+forward|looking\s+forward|wish\w*|desir\w+|propos\w+|suggest\w*|could|can|may|might|chance|if|whether|ready\s+to|must|would\s+like|asked\s+for|stress\w*|possib\w+|want\w*|advised|request\w*|offer\w*|encourag\w+|explore\w*|emphasi[sz]\w+|importance\s+of|consider\w*|readiness|willing\w*)\b",
    re.I,
)
ACCEPTED = re.compile(
    r"\b(?:accept(?:ed|s|ing)?|gladly|confirmed|means?\s+to\s+come|meant\s+to\s+come|intends?\s+to|agreed\s+to\s+visit)\b",
    re.I,
)
VIDEO = re.compile(r"\b(?:video[\s-]?(?:link|conference|conferencing|call)?|virtual(?:ly)?|online|[Zz]oom)\b", re.I)
ANEW = re.compile(
    r"\b(?:also|separately|later|another|separate|in\s+addition|besides|apart\s+from|meanwhile|as\s+well)\b", re.I
)
SPOKEN_OF = re.compile(
    r"\b(?:(?:greetings|wishes|regards|felicitations|messages?|letters?|condolences|compliments)\b|on\s+behalf\s+of|at\s+the\s+invitation\s+of|invitation\b|invit(?:ed|es)\b|directi(?:on|ve)s?\s+of|instructions?\s+of|vision\s+of|leadership\s+of|guidance\s+of|picture\s+of|portrait\s+of|sent\s+by|sending\b|decree\b|according\s+to|told\s+by|spokes\w+\s+|efforts\s+of|directed\b|as\s+directed\s+by|credit\b|initiative\s+(?:of|comes)|reelection\s+of|election\s+of|appointed\s+by|role\s+of|informed\s+\w+\s+\w+\s+\w+\s+that|had\s+told|conveyed)",
    re.I,
)
