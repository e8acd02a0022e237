"""The classifier: examples, chains, the estimator's conventions, explanations, smoothing."""

import csv
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer

from stance.classifier.baselines import LexiconStance, MajorityStance, PlainStance
from stance.classifier.core import Smoothing, smooth
from stance.classifier.crossval import calibration_error
from stance.classifier.estimator import StanceClassifier
from stance.classifier.examples import Example, from_analysis, from_gold, quote_kind
from stance.classifier.explanation import explain
from stance.classifier.features import BLOCKS
from stance.classifier.pack import pack_for, shipped_language, shipped_packs
from stance.classifier.view import View
from stance.reading.gold import GoldArticle, GoldQuote
from stance.records import DEFAULT_TARGET, Analysis, Article, Finding, Quote, Span, Speaker

CHAINS = list(
    csv.DictReader((Path(__file__).parent / "cases" / "chains.tsv").open(encoding="utf-8", newline=""), delimiter="\t")
)
_TEXTS = {
    "favor": ["ندعو إلى وقف القتال فورا", "نرحب بالهدنة ونلتزم بها", "مستعدون لتمديد الهدنة", "نأمل إنهاء الحرب"],
    "against": ["لن نوقف القصف", "سنواصل القتال حتى النصر", "نرفض الهدنة", "قصفنا مواقع العدو"],
    "neutral": ["يعقد الاجتماع غدا", "وصلت قافلة المساعدات", "ارتفعت أسعار النفط", "أصيب عشرة أشخاص"],
}
EXAMPLES = [
    Example(
        f"{text} {word}", cue="قال", context=f"قال زيد {text} {word}", article_id=f"{label}{number}{word}", label=label
    )
    for label, texts in _TEXTS.items()
    for number, text in enumerate(texts)
    for word in ("اليوم", "الآن", "هناك")
]
LABELS = [example.label for example in EXAMPLES]


@pytest.fixture(scope="module")
def trained():
    return StanceClassifier().fit(EXAMPLES)


def view(text: str, cue: str = "") -> View:
    return View(Example(text, cue=cue, context=text), shipped_language(), shipped_packs()["ceasefire"])


@pytest.mark.parametrize("case", CHAINS, ids=lambda case: case["text"])
def test_chains(case):
    found = [
        ">".join((*chain.operators, chain.concept))
        + {1: "+", -1: "-", 0: "0"}[chain.sign]
        + (f"<{chain.predicate}" if chain.predicate else "")
        for chain in view(case["text"]).chains
    ]
    assert " ".join(found) == case["chains"]


@pytest.mark.parametrize(
    ("cue", "group"),
    [
        ("", "none"),
        ("قال", "report"),
        ("وقالت", "report"),
        ("يرفض", "reject"),
        ("جاء في", "document"),
        ("زقزق", "other"),
    ],
)
def test_cue_class(cue, group):
    assert shipped_language().cue_class(cue) == group


@pytest.mark.parametrize(
    ("text", "context", "kind"),
    [
        ("نعم", 'قال: "نعم".', "direct"),
        ("نعم", "قال: نعم", "direct"),
        ('قال "نعم" ثم', 'إنه قال "نعم" ثم', "mixed"),
        ("نعم", "قال إن نعم", "indirect"),
        ("نعم", "لا", ""),
    ],
)
def test_kind_by_marks(text, context, kind):
    assert quote_kind(text, context) == kind


def test_gold_and_analysis_give_the_same_examples():
    text = "عنوان\nقال زيد إن الحرب ستنتهي غدا. وأضاف أن السلام قريب! ثم ذهب."
    content = Span(text.index("الحرب"), text.index("."))
    cue, source = Span(6, 9), Span(10, 13)
    gold = GoldArticle(
        Article("a", text), DEFAULT_TARGET, (GoldQuote("indirect", content, cue, source, "زيد", (), "favor"),)
    )
    found = Analysis(
        gold.article, (Finding(Quote("text", "indirect", content, cue, source), Speaker("زيد", "full name")),)
    )
    (one,), (other,) = from_gold(gold), from_analysis(found, target=DEFAULT_TARGET)
    assert one._replace(label=None) == other
    assert one.context == "قال زيد إن الحرب ستنتهي غدا."
    assert one.before == "عنوان"
    assert one.after.startswith("وأضاف")


def test_learns_its_examples(trained):
    assert np.mean(trained.predict(EXAMPLES) == LABELS) > 0.9
    assert list(trained.classes_) == ["against", "favor", "neutral"]


def test_probabilities_are_probabilities(trained):
    shares = trained.predict_proba(EXAMPLES)
    assert shares.shape == (len(EXAMPLES), 3)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    assert trained.predict_proba([]).shape == (0, 3)


def test_texts_examples_and_frames(trained):
    texts = [example.text for example in EXAMPLES]
    frame = pd.DataFrame({"text": texts, "cue": [example.cue for example in EXAMPLES], "other": 1})
    assert len(trained.predict(texts)) == len(texts)
    assert len(trained.predict(frame)) == len(texts)
    as_frame = pd.DataFrame([example._asdict() for example in EXAMPLES])
    np.testing.assert_array_equal(trained.predict_proba(as_frame), trained.predict_proba(EXAMPLES))
    with pytest.raises(ValueError, match="column 'text'"):
        trained.predict(frame.drop(columns="text"))


def test_scikit_learn_conventions():
    classifier = StanceClassifier(C=0.3, calibration_folds=0)
    assert clone(classifier).get_params() == classifier.get_params()
    search = GridSearchCV(classifier, {"C": [0.1, 1.0]}, cv=2, error_score="raise").fit(EXAMPLES, LABELS)
    assert search.best_params_["C"] in (0.1, 1.0)
    pipeline = Pipeline([("same", FunctionTransformer()), ("stance", classifier)])
    assert pipeline.fit([example.text for example in EXAMPLES], LABELS).score(EXAMPLES, LABELS) > 0.5


def test_two_fits_are_identical(trained):
    again = StanceClassifier().fit(EXAMPLES)
    np.testing.assert_array_equal(again.predict_proba(EXAMPLES), trained.predict_proba(EXAMPLES))


def test_errors_of_fit():
    with pytest.raises(ValueError, match="one label only"):
        StanceClassifier().fit(["a", "b"], ["favor", "favor"])
    with pytest.raises(ValueError, match="labels"):
        StanceClassifier().fit(["a", "b"], ["favor"])


def test_targets_have_parameters_of_their_own():
    texts = ["خطة جيدة جدا", "خطة سيئة جدا"] * 30
    labels = ["favor", "against"] * 30
    examples = [
        Example(
            text,
            context=text,
            target=target,
            label=label if target == "ا" else {"favor": "against"}.get(label, "favor"),
        )
        for target in ("ا", "ب")
        for text, label in zip(texts, labels, strict=True)
    ]
    classifier = StanceClassifier(blocks=("word",), calibration_folds=0).fit(examples)
    assert list(classifier.predict(examples)) == [example.label for example in examples]


def test_targets_names_find_the_pack():
    packs = shipped_packs().values()
    assert pack_for("الهدنة", packs) is shipped_packs()["ceasefire"]
    assert pack_for("وقف  إطلاق النّار", packs) is shipped_packs()["ceasefire"]
    assert pack_for("تطعيم كورونا", packs) is None


def test_a_target_pack_of_ones_own(tmp_path):
    (tmp_path / "names.tsv").write_text("name\tnote\nالتطعيم\t\n", encoding="utf-8")
    (tmp_path / "concepts.tsv").write_text(
        "concept\tpolarity\tforms\tnote\nvaccine\t+\tلقاح;تطعيم\t\n", encoding="utf-8"
    )
    examples = [
        Example(text, context=text, target="التطعيم", label=label)
        for text, label in [("ندعم اللقاح", "favor"), ("نرفض اللقاح", "against"), ("طقس حار", "neutral")] * 4
    ]
    classifier = StanceClassifier(target_pack=tmp_path, calibration_folds=0).fit(examples)
    (chain,) = classifier.core_.views(examples)[1].chains
    assert (chain.concept, chain.operators, chain.sign) == ("vaccine", ("reject",), -1)


def test_explanation_adds_up(trained):
    articles = [example._replace(article_id="one", position=number) for number, example in enumerate(EXAMPLES)]
    shares = trained.predict_proba(articles)
    for found, row in zip(explain(trained.core_, articles), shares, strict=True):
        assert sum(part["weight"] for part in found["parts"]) == pytest.approx(found["score"])
        best = trained.core_.labels.index(found["label"])
        logs = np.log(row)
        assert found["score"] == pytest.approx(logs[best] - (logs.sum() - logs[best]) / 2)


def test_explanation_points_at_words(trained):
    (found,) = explain(trained.core_, [Example("لن نوقف القصف", context="لن نوقف القصف")])
    assert [(start, end) for start, end, _ in found["words"]] == [(0, 2), (3, 7), (8, 13)]


def test_smoothing_adds_the_mean_of_the_others():
    examples = [Example("", speaker=name, article_id="a", position=0) for name in ("زيد", "زيد", "عمر")]
    scores = np.array([[1.0, 0.0], [0.0, 2.0], [0.0, 4.0]])
    smoothed = smooth(examples, scores, Smoothing(speaker=0.5))
    np.testing.assert_allclose(smoothed, [[1.0, 1.0], [0.5, 2.0], [0.0, 4.0]])
    np.testing.assert_allclose(smooth(examples, scores, Smoothing(article=1.0))[2], [0.5, 5.0])


def test_rows_of_a_table_are_not_smoothed():
    examples = [Example("", speaker="زيد", article_id="a")] * 3
    scores = np.arange(6.0).reshape(3, 2)
    np.testing.assert_array_equal(smooth(examples, scores, Smoothing(1.0, 1.0)), scores)


@pytest.mark.parametrize(
    ("text", "cue", "label"),
    [
        ("وقف القتال", "أعلنت", "favor"),
        ("وقف القتال", "رفض", "against"),
        ("مواصلة القتال", "أعلن", "against"),
        ("موعد الاجتماع", "أعلن", "neutral"),
    ],
)
def test_rule_baseline(text, cue, label):
    assert LexiconStance().fit(EXAMPLES, LABELS).predict([Example(text, cue=cue)]) == [label]


@pytest.mark.parametrize("baseline", [MajorityStance(), LexiconStance(), PlainStance()])
def test_baselines_are_estimators(baseline):
    predicted = clone(baseline).fit(EXAMPLES, LABELS).predict(EXAMPLES)
    assert set(predicted) <= {"favor", "against", "neutral"}
    assert len(predicted) == len(EXAMPLES)


def test_calibration_error():
    assert calibration_error(np.array([0.75, 0.75, 0.75, 0.75]), np.array([1, 1, 1, 0])) == pytest.approx(0)
    assert calibration_error(np.array([0.95, 0.95]), np.array([0, 1])) == pytest.approx(0.45)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=80))
def test_any_text_has_features_and_probabilities(text, cue, context):
    example = Example(text, cue=cue, context=context, speaker=cue)
    seen = View(example, shipped_language(), shipped_packs()["ceasefire"])
    seen.lemmatize = str  # the word itself in the place of a morphology database
    assert all(isinstance(name, str) for block in BLOCKS.values() for name in block.features(seen))


def test_scoring_loads_no_scikit_learn():
    code = "import sys, stance.classifier.model; print(sorted({'sklearn', 'scipy', 'pandas'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
