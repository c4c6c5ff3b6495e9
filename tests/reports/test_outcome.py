"""What the public reads: figures that add up, answers with reasons, and nobody's name."""

from portal.reports import snapshot
from portal.reports.outcome import public_outcome
from tests.reports.samples import empty_report, full_report


def test_before_the_decision_only_public_opinions_are_told():
    outcome = public_outcome(full_report(), decided=False)
    assert (outcome.received, outcome.counts["repeated"], outcome.counts["counted"]) == (42, 5, 34)
    assert outcome.replies == ()
    assert set(outcome.stances) <= {"support", "conditional", "oppose", "suggest"}
    assert max(theme.count for theme in outcome.themes) <= 34


def test_after_it_the_units_answers_too():
    outcome = public_outcome(full_report(), decided=True)
    assert outcome.received == 47
    assert [(reply.name, reply.kind, reply.agreement) for reply in outcome.replies] == [
        ("牛街街道办事处", "agree", "agreed"),
        ("区市场监管局", "amend", "agreed"),
        ("市规划自然资源委西城分局", "disagree", "unsettled"),
        ("区商务局", "no_comment", "agreed"),
        ("", "amend", "advisory"),
    ]


def test_the_figures_add_up_and_the_counted_have_a_stance():
    for decided in (True, False):
        outcome = public_outcome(full_report(), decided=decided)
        assert outcome.received == sum(outcome.counts.values())
        assert outcome.counts["counted"] == sum(outcome.stances.values())


def test_every_theme_has_its_verdict_and_reason_and_the_weightiest_comes_first():
    themes = public_outcome(full_report(), decided=False).themes
    assert [theme.number for theme in themes] == [1, 2, 3, 4]
    assert [theme.count for theme in themes] == sorted((theme.count for theme in themes), reverse=True)
    assert all(theme.verdict and theme.reason for theme in themes)


def test_nobody_is_named_and_nobody_quoted():
    report = full_report()
    told = repr(public_outcome(report, decided=True))
    assert not [secret for secret in ("张建国", "张**", "王规划", "138", "油烟机别对着") if secret in told]


def test_it_comes_out_the_same_from_the_stored_snapshot():
    report = full_report()
    assert public_outcome(snapshot.read(snapshot.write(report)), decided=True) == public_outcome(report, decided=True)


def test_zero_is_zero():
    outcome = public_outcome(empty_report(), decided=True)
    assert (outcome.received, outcome.themes, outcome.stances) == (0, (), {})
