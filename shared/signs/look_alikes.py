"""Letters that stand for plain ones: those of other scripts that look like them, and those with a stroke or a hook."""
# ruff: noqa: RUF001 -- letters that look like others are what this is about.

from string import ascii_lowercase

# Letters of other scripts that look like Latin ones, and Latin ones that Unicode does not take apart.
_LOOKS_LIKE = {
    "a": "АаΑαɑᎪⲀⲁꓮ",
    "b": "ВвΒβЬьꞵᏴᏏⲂⲃꓐ",
    "c": "Ссςϲ\u03f9ᏟⲤⲥꓚ",
    "d": "ԀԁᎠᏧꓓ",
    "e": "ЕеΕεЄєҽҼᎬⲈⲉꓰ",
    "f": "Ϝϝꓝ",
    "g": "ɡᏀցꓖ",
    "h": "НнΗҺһᎻᏂհⲎⲏꓧ",
    "i": "ІіЇїΙιıᎥⲒⲓꓲ",
    "j": "ЈјᎫյϳꓙ",
    "k": "КкΚκᏦⲔⲕꓗ",
    "l": "ӀӏʟᏞԼⲖꓡ",
    "m": "МмΜᎷⲘⲙꓟ",
    "n": "ПпηΝɴոռⲚⲛꓠ",
    "o": "ОоΟοσӨөՕօⲞⲟꓳ",
    "p": "РрΡρᏢⲢⲣꓑ",
    "q": "Ԛԛզ",
    "r": "ГгʀᏒꓣ",
    "s": "ЅѕᏕᏚՏꓢ",
    "t": "ТтΤτᎢⲦⲧꓔ",
    "u": "υսՍꓴ",
    "v": "νѴѵᏙꓦ",
    "w": "ԜԝωѠѡᎳⲰⲱꓪ",
    "x": "ХхΧχⲬⲭꓫ",
    "y": "УуΥүҮᎩⲨⲩꓬ",
    "z": "ΖᏃⲌⲍꓜ",
}
_CHEROKEE = range(0x13A0, 0x13F0)  # Their small letters look the same.
_SMALL_CAPITALS = dict(zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))
_IN_BOXES = (0x1F150, 0x1F170, 0x1F1E6)  # Where Unicode's white-on-black letters and flag letters begin, from A to Z.
_ALIKE = {letter: plain for plain, letters in _LOOKS_LIKE.items() for letter in letters}

LOOK_ALIKES = str.maketrans(
    _ALIKE
    | {letter.lower(): plain for letter, plain in _ALIKE.items() if ord(letter) in _CHEROKEE}
    | {letter: plain for plain, letter in _SMALL_CAPITALS.items()}
    | {chr(first + place): plain for first in _IN_BOXES for place, plain in enumerate(ascii_lowercase)}
)

_WITH_A_STROKE = {
    "a": "ⱥ",
    "b": "ƀɓƃ",
    "c": "ȼƈꞓ",
    "d": "đðɖɗƌ",
    "e": "ɇɛ",
    "f": "ƒ",
    "g": "ǥɠ",
    "h": "ħɦⱨ",
    "i": "ɨɩ",
    "j": "ɉ",
    "k": "ƙⱪ",
    "l": "łƚɫɭⱡ",
    "m": "ɱ",
    "n": "ŋɲɳƞ",
    "o": "ɵɔ",
    "p": "ƥᵽ",
    "q": "ɋ",
    "r": "ɍɼɽɾ",
    "s": "ʂꞩȿ",
    "t": "ŧƭʈⱦ",
    "u": "ʉ",
    "v": "ʋ",
    "w": "ⱳ",
    "y": "ɏƴ",
    "z": "ƶȥʐⱬ",
}
LETTERS = str.maketrans(
    {letter: plain for plain, letters in _WITH_A_STROKE.items() for letter in letters}
    | {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "þ": "th", "œ": "oe"}
)
"""Of small letters; two that Unicode has as one are spelled as on a keyboard without them."""

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
SINGLE = str.maketrans("æäøöåü", "aaooau")
