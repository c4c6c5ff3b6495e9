"""Two hundred messages about a cellar that becomes a greengrocer's, written for these tests: eight concerns said in many ways,
one model text handed round, and some that say nothing particular."""

from itertools import product

from tests.opinions.sheets import as_xlsx

PLACES = ("3号楼", "5号楼", "8号楼", "南里菜站旁边", "北门口")
SAID = {
    "卸货噪音": ("早上{n}点卸货太吵，{p}的老人睡不着，请把卸货时间改到七点以后",
             "卸货的大车{n}点就来，{p}全楼都被吵醒，卸货要轻一点晚一点"),
    "菜价公开": ("菜价要明码标价贴在门口，{p}的老人看得清，{n}天一换也行",
             "希望菜价公开，价目牌字大一点，{p}有{n}户都这么说"),
    "无障碍坡道": ("门口有{n}级台阶，轮椅下不去，请修无障碍坡道，{p}就有坐轮椅的",
              "请给地下室修坡道装扶手，{p}的轮椅和婴儿车都要用，台阶有{n}级"),
    "垃圾清运": ("烂菜叶和垃圾要当天清运，{p}夏天{n}点以后味道很大",
             "垃圾桶不要放在{p}，菜叶垃圾每天清运{n}次才行"),
    "停车占道": ("来买菜的车把{p}的消防通道堵了，停车位只有{n}个，停车要有人管",
             "停车占道严重，{p}的停车秩序{n}点前后最乱"),
    "地下防潮": ("地下室返潮，{p}下面墙皮都掉了，要先做防潮和通风，等{n}个月再开",
             "地下返潮发霉，通风不好，{p}那面墙{n}年前就渗水，先做防潮"),
    "营业时间": ("营业时间从{n}点到晚上八点最合适，{p}上班的人下班还能买",
             "希望营业时间长一点，{p}的双职工晚上{n}点才到家"),
}
MODEL = "我们是红莲南里的居民，要求菜店保留便民理发和修鞋的摊位，原来的师傅手艺好、价钱公道，请写进方案。"
HEADS = ("编号", "日期", "留言内容", "姓名", "电话")


def messages() -> list[str]:
    """The texts, two hundred of them, in a fixed order."""
    many = [text.format(n=n, p=place) for texts in SAID.values() for text, place, n in product(texts, PLACES, (2, 4))]
    return [*many, *([MODEL] * 40), *(f"知道了，第{n}组谢谢工作人员。" for n in range(1, 200 - len(many) - 40 + 1))]


def sheet() -> bytes:
    """The sheet a community keeps of them: a number, the day in several ways of writing it, the words, name and phone."""
    days = ("2026/6/11 9:05:00", "2026-06-12", "2026年6月13日", "2026.6.14")
    rows = [(f"LY-{at:03d}", days[at % len(days)], text, f"街坊{at}", f"1380000{at:04d}")
            for at, text in enumerate(messages(), 1)]
    return as_xlsx(*rows, heads=HEADS)
