"""What a survey may ask, what may be answered, and what may be concluded from it. Pure; rows are read by their attributes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from portal.errors import N_, InvalidInput, Refusal, Several
from portal.rulebook.values import MenuItem
from portal.surveys.values import LISTED, SCALE, Said
from portal.text import clean, one_line

HEADER = "政务公开要点25"
MENU = "老旧小区方案二(二)"
WHO_DETERMINES = ("老旧小区方案三", "老旧小区方案三街道")
SECRECY = "政务公开方案五(一)保密审查"
MOST_QUESTIONS = 40
MOST_OPTIONS = 30
LONGEST_OPTION = 100
LONGEST_LINE = 300
LONGEST_ANSWER = 2000
ENDS = ("很不满意", "很满意")


def state_of(published_at: datetime | None, closes_at: datetime | None, now: datetime) -> str:
    """draft, waiting (published, but the proposal is not before the public), open or closed; `closes_at` is exclusive."""
    if published_at is None:
        return "draft"
    if closes_at is None:
        return "waiting"
    return "open" if now < closes_at else "closed"


def filled(text: str | None, field: str, most: int = LONGEST_LINE) -> str:
    """A text that must be there, on one line. Raises InvalidInput when it says nothing or has more than `most` characters."""
    words = one_line(text or "")
    if not words:
        raise InvalidInput(N_("请填写这一项。"), field=field)
    if len(words) > most:
        raise InvalidInput(N_("内容太长：最多 %(limit)s 个字。"), field=field, limit=most)
    return words


def checked_options(kind: str, typed: str) -> list[str]:
    """The options of a question from lines typed one under another. Raises InvalidInput for too few, too many or two alike."""
    lines = [one_line(each) for each in clean(typed or "").split("\n")]
    options = [each for each in lines if each]
    if kind == "scale":
        return _ends(options)
    if kind not in LISTED:
        return []
    if len(options) < 2:
        raise InvalidInput(N_("请写出至少两个选项，一行一个。"), field="options")
    if len(options) > MOST_OPTIONS:
        raise InvalidInput(N_("选项太多：最多%(limit)s个。"), field="options", limit=MOST_OPTIONS)
    _refuse_alike(options)
    return options


def _ends(options: list[str]) -> list[str]:
    if len(options) not in (0, 2):
        raise InvalidInput(
            N_("打分题写两行：第一行是最低分的意思，第二行是最高分的意思；不写就是“很不满意”到“很满意”。"), field="options")
    return options or list(ENDS)


def _refuse_alike(options: list[str]) -> None:
    twice = next((each for place, each in enumerate(options) if each in options[:place]), None)
    if twice:
        raise InvalidInput(N_("选项“%(option)s”写了两遍。"), field="options", option=twice)
    long = next((each for each in options if len(each) > LONGEST_OPTION), None)
    if long:
        raise InvalidInput(N_("每个选项最多%(limit)s个字。"), field="options", limit=LONGEST_OPTION)


def checked_most(kind: str, most: int | None, options: Sequence[str]) -> int | None:
    """How many options may be chosen, None for all. Raises InvalidInput for a limit that limits nothing."""
    if kind != "multiple" or most is None:
        return None
    if not 1 < most < len(options):
        raise InvalidInput(N_("“最多选几项”请填2到%(limit)s之间的数，不限就不填。"), field="most", limit=max(2, len(options) - 1))
    return most


def menu_options(menu: Iterable[MenuItem], scopes: Collection[str], offered: Collection[str]) -> list[str]:
    """The keys of a menu question: every basic item of the chosen scopes, and the optional ones that are offered.

    A basic item must be done (老旧小区方案二(二)): nobody leaves one out, so that none is voted away. Raises InvalidInput without
    a scope, or for an optional item of a scope that was not chosen.
    """
    if not scopes:
        raise InvalidInput(N_("请至少选一个范围。"), field="scopes", clauses=(MENU,))
    menu = list(menu)
    stray = next((each for each in menu if each.key in offered and each.scope not in scopes), None)
    if stray:
        raise InvalidInput(N_("“%(item)s”不在所选的范围里：请选上它的范围，或者去掉这一项。"), field="offered", item=stray.name)
    return [each.key for each in menu if each.scope in scopes and (each.basic or each.key in offered)]


def codes_of(question) -> Sequence[str]:
    """What can be chosen: places of the options ("0", "1" …), points of the scale, keys of the menu."""
    if question.kind == "menu":
        return question.options
    if question.kind == "scale":
        return SCALE
    return [str(place) for place in range(len(question.options))] if question.kind in LISTED else []


def checked_answers(questions: Iterable, given: Mapping[int, Said]) -> dict[int, Said]:
    """The answers by question id, cleaned, without those left empty. Raises Several, each problem at its question's field."""
    answers, problems = {}, []
    for question in questions:
        try:
            said = _checked(question, given.get(question.id, Said()))
        except InvalidInput as problem:
            problems.append(problem)
        else:
            if said.choices or said.text:
                answers[question.id] = said
    if problems:
        raise Several(problems)
    if not answers:
        raise InvalidInput(N_("这份问卷还是空的。请至少回答一题再提交。"))
    return answers


def field_of(question) -> str:
    """The name of a question's field in the form."""
    return f"q{question.id}"


def _checked(question, said: Said) -> Said:
    words = clean(said.text)
    if len(words) > LONGEST_ANSWER:
        _refuse(question, N_("最多写 %(limit)s 个字。要说的话多，请到方案页上提意见，会逐条答复。"), limit=LONGEST_ANSWER)
    if not said.choices and not words and question.is_required:
        _refuse(question, N_("这一题请回答。"))
    if not {code for code, _ in said.choices} <= set(codes_of(question)):
        _refuse(question, N_("请从列出的选项里选一项。"))
    if question.kind in ("single", "scale") and len(said.choices) > 1:
        _refuse(question, N_("这一题只能选一项。"))
    if question.most and len(said.choices) > question.most:
        _refuse(question, N_("这一题最多选%(limit)s项。"), limit=question.most)
    if question.kind == "ranking":
        _check_places(question, [place for _, place in said.choices])
    return Said(tuple(said.choices), words)


def _check_places(question, places: list[int]) -> None:
    if sorted(places) != list(range(1, len(places) + 1)):
        _refuse(question, N_("请从第1位排起，每一位只排一个，中间不要空着。不想排的可以不排。"))


def _refuse(question, sentence: str, **params) -> None:
    raise InvalidInput(sentence, field=field_of(question), **params)


def refuse_not_open(state: str) -> None:
    """Refuse an answer on the web to a survey that is not open."""
    if state == "closed":
        raise Refusal(N_("这次问卷调查已经结束，网上不再收答卷。您可以看调查结果。"))
    if state != "open":
        raise Refusal(N_("这份问卷还没有开始。"))


def check_received_on(received_on: date, first: date, last: date, today: date) -> None:
    """Refuse a paper sheet of another time than the survey's: before it began, in the future, or after its last day."""
    if received_on > today:
        raise InvalidInput(N_("收到日期不能晚于今天。"), field="received_on")
    if received_on < first:
        raise InvalidInput(N_("收到日期早于问卷发布的日子（%(day)s），请核对。"), field="received_on", day=first)
    if received_on > last:
        sentence = N_("这份答卷是截止（%(day)s）以后收到的，不计入问卷。里面写的话，请录入“意见”，作为逾期意见保存。")
        raise InvalidInput(sentence, field="received_on", day=last)


def refuse_determination(item: MenuItem, basics_done_on: date | None, decided_on: date) -> None:
    """Refuse to record an item of the menu as determined: a basic one needs no wish, an optional one must wait for the basics
    to be carried out (“在已实施基础类改造整治的前提下”)."""
    if item.basic:
        raise Refusal(N_("基础类是必须改造整治的内容，不用居民选定，也不能因为问卷的数字取消。"), clauses=(MENU,))
    if basics_done_on is None or decided_on < basics_done_on:
        sentence = N_("自选类要在基础类已经实施的前提下确定。问卷可以提前做；请先记录基础类什么时候实施的，再确定这一项。")
        raise Refusal(sentence, clauses=(MENU,))
