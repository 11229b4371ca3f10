"""Words by which a matter is found: pairs of characters, numbers, and pinyin initials of names.

Chinese has no blanks between words and people search by two characters; trigram indexes find nothing
for these. So text is cut into overlapping pairs. Runs of letters and digits are words of their own and
are found by their beginning; of long numbers the last four digits are a word too.
"""

import re
import unicodedata
from collections.abc import Iterator

from services.intake.domain.kind import NAMED
from services.intake.domain.submission import Submission

MOST_OF_FACTS = 200
_RUNS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONG_NUMBER = 7


def words_of(submission: Submission) -> list[str]:
    """The words of a matter, each once, sorted. Nobody is found by a name that is kept secret."""
    s = submission
    names = [s.respondent.name, s.respondent.platform]
    texts = [
        s.receipt_no,
        s.right_number,
        s.respondent.address,
        s.respondent.url,
        s.place,
        s.facts[:MOST_OF_FACTS],
    ]
    if s.identity == NAMED:
        names += [s.holder.name, s.contact.name]
        texts += [s.holder.uscc, s.contact.phone, s.contact.email]
    found = {word for text in (*names, *texts) for word in _cut(text)}
    found |= {word for name in names for word in _initials(name)}
    return sorted(found)


def wanted_words(text: str) -> list[tuple[str, bool]]:
    """What somebody types as (word, is a beginning): all of them must be there."""
    found: dict[tuple[str, bool], None] = {}
    for run in _RUNS.findall(_plain(text)):
        if _HAN.match(run):
            found |= {(word, False): None for word in (_pairs(run) or [run])}
        else:
            found[(run, True)] = None
    return list(found)


def _cut(text: str) -> Iterator[str]:
    for run in _RUNS.findall(_plain(text)):
        if _HAN.match(run):
            yield from run
            yield from _pairs(run)
            continue
        yield run
        if run.isdigit() and len(run) >= _LONG_NUMBER:
            yield run[-4:]


def initials_of(name: str) -> str:
    """The first letters of the pinyin of a name: ``xhq`` for 新华区."""
    # Its dictionary takes half a second and 25 MiB, which processes that index nothing need not spend.
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))


def _initials(name: str) -> Iterator[str]:
    """``hxwj``, ``xwj`` and ``wj`` for 红星五金: any beginning of these is found."""
    for run in re.findall(r"[\u3400-\u9fff]+", name):
        letters = initials_of(run)
        yield from (letters[at:] for at in range(max(1, len(letters) - 1)))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
