"""A great many opinions put straight into the tables, by SQL: what eight clients would need hours for, in a minute.

What is frequent is so in every thousand, what is rare is there as often in a million as in a thousand: so the lists compared
are equally long.
"""

import json

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from portal.clock import beijing_date
from portal.consultations.models import Consultation, Round
from portal.opinions.actions.indexing import index_new_opinions
from portal.opinions.models import Opinion, PointCount, Tally, Theme, Uncounted
from portal.opinions.models.counters import counted_anew, counting, counting_no_more

WHO = ("我住在二层", "我是附近的居民", "我家老人腿脚不好", "我在这条胡同开店", "我每天从这儿走", "我带孩子常来", "我们院里商量过",
       "作为老住户", "我刚搬来不久", "我替邻居说一句", "我在对面上班", "我晚上回来得晚")
WHAT = ("二层应当有电梯", "卸货请放在早上七点以后", "油烟从北窗排走", "多放几把椅子", "夜里十点以后不要营业", "留一间给社区议事",
        "消防通道不要占用", "引进本地的小店", "厕所要方便老人用", "自行车停放要有地方", "门口的台阶改成坡道", "垃圾每天清两次",
        "树不要砍", "晾衣服的地方不能少", "给孩子留个看书的角落", "修一修下水道")
WHY = ("不然没法上下楼", "免得吵醒大家", "味道实在太大", "老人走累了能歇", "大家都睡得好", "有事能坐下来谈", "出了事车进不来",
       "街坊们才有得买", "这是最急的", "请认真考虑")
RARE = ("𠮷野家的招牌太亮", "WiFi要全覆盖", "ＡＴＭ机请保留", "🙂谢谢", "门牌12号的墙裂了")
STANCES, RELATIONS = ("conditional", "suggest", "oppose", "suggest"), ("neighbour", "courtyard", "merchant", "other")
THEMES, DECIDED = 40, 20



def _one(words: str, which: str) -> str:
    return f"json_extract(:{words}, '$[' || ({which}) || ']')"


_OPINIONS = f"""
INSERT INTO opinions (consultation_id, round_id, number, receipt, token, party, stance, text, relation, channel, received_on,
                      recorded_at, recorded_by, source, withdrawn_at)
WITH RECURSIVE numbers(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)
SELECT :consultation, :round, n, printf('BENCH-%010d', n), printf('bench%010d', n),
       CASE WHEN n % 12 = 0 THEN 'rights_holder' ELSE 'resident' END,
       CASE WHEN n IN (150, 550, 950) THEN 'support' ELSE {_one("stances", "n % 4")} END,
       {_one("who", "n * 7 % 12")} || '，' || {_one("what", "n * 5 % 16")} || '，' || {_one("why", "n / 3 % 10")}
       || CASE WHEN n BETWEEN 700 AND 704 THEN '；' || {_one("rare", "n - 700")} ELSE '' END || '。（' || n || '）',
       {_one("relations", "n % 4")},
       CASE WHEN n % 12 = 0 THEN 'counter' WHEN n % 13 = 0 THEN 'phone' ELSE 'web' END,
       date(:day, '+' || (n / 100 % 5) || ' days'), :at,
       CASE WHEN n % 12 = 0 OR n % 13 = 0 THEN :handler END, '', CASE WHEN n % 16 = 3 THEN :at END
FROM numbers
"""
_POINTS = """
INSERT INTO points (consultation_id, opinion_id, theme_id, no_demand)
SELECT consultation_id, id, CASE number % 10 WHEN 0 THEN NULL WHEN 7 THEN :theme + :themes - 1
                                 ELSE :theme + number % :themes END, 0
FROM opinions WHERE consultation_id = :consultation AND number BETWEEN :first AND :last ORDER BY number
"""
_MARKS = """
INSERT INTO marks (opinion_id, kind, reason, marked_by, marked_at)
SELECT id, 'invalid', '与本方案无关。', :handler, :at
FROM opinions WHERE consultation_id = :consultation AND number BETWEEN :first AND :last AND number % 16 = 5
"""


def speak(session: Session, heard: Round, total: int, handler: int) -> None:
    """Bring the round's consultation to `total` opinions with points, themes, marks, counters and the index of words."""
    consultation = heard.consultation
    lists = {"who": WHO, "what": WHAT, "why": WHY, "rare": RARE, "stances": STANCES, "relations": RELATIONS}
    values = {name: json.dumps(words, ensure_ascii=False) for name, words in lists.items()} | {
        "consultation": consultation.id, "round": heard.id, "first": consultation.last_number + 1, "last": total,
        "day": beijing_date(heard.opened_at).isoformat(), "at": heard.opened_at.strftime("%Y-%m-%d %H:%M:%S.%f"),
        "handler": handler, "theme": _themes(session, consultation), "themes": THEMES,
    }
    _run(session, *counting_no_more("sqlite"))
    for statement in (_OPINIONS, _POINTS, _MARKS):
        session.execute(text(statement), values)
    consultation.last_number = total
    session.flush()
    _run(session, f"DELETE FROM {PointCount.__tablename__}", f"DELETE FROM {Uncounted.__tablename__}", *counted_anew("sqlite"),
         *counting("sqlite"))
    _tally(session, consultation)
    while index_new_opinions(session, 20_000):
        pass


def _run(session: Session, *statements: str) -> None:
    for statement in statements:
        session.connection().exec_driver_sql(statement)


def _themes(session: Session, consultation: Consultation) -> int:
    """The id of the first of THEMES new themes; those from DECIDED on wait for their verdict."""
    answer = {"verdict": "explained", "reason": "设计时会考虑。", "decided_at": consultation.opened_at}
    waiting = dict.fromkeys(answer) | {"reason": ""}
    session.execute(insert(Theme), [
        {"consultation_id": consultation.id, "title": f"{WHAT[number % len(WHAT)]}（{number}）", "changed_place": "",
         "revision": 1, **(answer if number < DECIDED else waiting)} for number in range(THEMES)])
    return session.scalar(select(func.max(Theme.id))) - THEMES + 1


def _tally(session: Session, consultation: Consultation) -> None:
    """Bring the public's counters to what was put in."""
    counts = session.execute(select(Opinion.stance, func.count(), func.count(Opinion.withdrawn_at)).where(
        Opinion.consultation_id == consultation.id, Opinion.request_id.is_(None)).group_by(Opinion.stance))
    for stance, received, withdrawn in counts.all():
        same = (Tally.consultation_id == consultation.id, Tally.stance == stance)
        counted = {"received": received, "withdrawn": withdrawn}
        if not session.execute(update(Tally).where(*same).values(**counted)).rowcount:
            session.add(Tally(consultation_id=consultation.id, stance=stance, **counted))
