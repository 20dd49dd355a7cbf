"""Crisis first: what must bring help up at once, and what must not frighten anybody."""

from __future__ import annotations

import pytest
from crisis_heard import HEARD
from crisis_heard_more import HEARD_MORE
from crisis_heard_oblique import HEARD_OBLIQUE
from crisis_held_back import HARMLESS, IN_DANGER, IN_NEED
from crisis_sentences import CRISIS, MORE_CRISIS, NOT_CRISIS
from crisis_sounds import SOUNDS_LIKE_IT

from helpfulacts.directory.crisis import _book, advice_for
from helpfulacts.directory.crisis_reading import plain_sentences
from helpfulacts.directory.other_languages import other_language

HARD = ("ambulance", "suicide", "self_harm", "overdose", "abuse", "danger", "harm_others", "child", "elder")


@pytest.mark.parametrize(
    ("code", "sentence"),
    [(code, sentence) for code, sentences in CRISIS.items() for sentence in sentences]
    + [
        (code, sentence)
        for heard in (HEARD, HEARD_MORE, HEARD_OBLIQUE)
        for code, sentences in heard.items()
        for sentence in sentences.splitlines()
    ],
)
def test_a_sentence_of_crisis_brings_the_right_help_first(code: str, sentence: str) -> None:
    advice = advice_for(sentence)
    assert advice is not None, sentence
    # The tables call somebody very ill a danger too.
    assert code in advice.codes or (code == "danger" and "ambulance" in advice.codes)


@pytest.mark.parametrize("sentence", MORE_CRISIS)
def test_a_sentence_as_people_type_it_brings_help_first(sentence: str) -> None:
    assert advice_for(sentence) is not None, sentence


@pytest.mark.parametrize(
    "sentence", [sentence for sentence in NOT_CRISIS + SOUNDS_LIKE_IT if sentence.strip()]
)
def test_an_everyday_sentence_does_not_frighten_anybody(sentence: str) -> None:
    advice = advice_for(sentence)
    assert advice is None, (sentence, advice and advice.codes)


def test_the_tables_are_large_enough_to_mean_something() -> None:
    assert sum(len(sentences) for sentences in CRISIS.values()) >= 80
    assert len([sentence for sentence in NOT_CRISIS if sentence.strip()]) >= 80


@pytest.mark.parametrize("code", HARD)
def test_no_help_is_listed_where_somebody_may_be_in_danger(code: str) -> None:
    for sentence in CRISIS[code]:
        advice = advice_for(sentence)
        assert advice is not None and not advice.keep_results and advice.facets == ()


def test_checked_help_follows_only_where_food_bed_warmth_or_grief_is_the_need() -> None:
    kept = {rule.code for rule in _book().rules if rule.keep_results}
    assert kept == {"no_food", "no_bed", "no_warmth", "suicide_loss"}


def test_danger_beside_hunger_still_shows_no_list() -> None:
    advice = advice_for("He hits me. There is nothing to eat tonight.")
    assert advice is not None and set(advice.codes) == {"abuse", "no_food"}
    assert not advice.keep_results and advice.codes[0] == "abuse" and advice.facets == ()
    assert [panel.code for panel in advice.panels if panel.keep_results] == ["no_food"]


def test_no_food_is_heard_and_a_food_hygiene_course_is_not() -> None:
    for words in ("My husband hits me and I have no food", "We have got no food.", "theres no food"):
        advice = advice_for(words)
        assert advice is not None and "no_food" in advice.codes, words
    for words in (
        "I've got no food allergies",
        "I have no food hygiene certificate",
        "There is no food bank near us",
    ):
        assert advice_for(words) is None, words


def test_each_rule_says_in_a_few_words_what_it_heard() -> None:
    for rule in _book().rules:
        assert rule.heard and len(rule.heard) <= 40 and rule.heard == rule.heard.lower(), rule.code


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("I want to end my life", {"999", "111", "116 123"}),
        ("my husband hits me", {"999", "0808 2000 247", "116 123"}),
        ("my uncle touches me", {"999", "0800 1111"}),
        ("I have taken an overdose", {"999", "116 123"}),
    ],
)
def test_each_crisis_shows_its_own_numbers(sentence: str, numbers: set[str]) -> None:
    advice = advice_for(sentence)
    assert advice is not None
    assert numbers <= {line.number for line in advice.lines}


def test_every_number_says_when_it_was_looked_up_and_that_a_person_must_check_it() -> None:
    book = _book()
    assert all(line.checked_on and line.when and line.what for line in book.numbers.values())
    assert "check" in book.note and "before use" in book.note
    assert "Not yet reviewed" in book.reviewed_by and "before use" in book.reviewed_by


def test_capitals_stops_and_curly_marks_change_nothing() -> None:
    for sentence in (
        "I WANT TO DIE!!!",
        "i   want, to... die",
        "I don’t want to be here anymore",
        "I want\nto die",
    ):
        assert advice_for(sentence.replace("...", "").replace("\n", " ")) is not None, sentence


def test_every_rule_names_numbers_that_are_there_and_can_be_reached() -> None:
    book = _book()
    for rule in book.rules:
        assert rule.lines and set(rule.lines) <= set(book.numbers), rule.code
        assert rule.headline and rule.say and rule.code in CRISIS


def test_a_disguise_is_undone_and_a_postcode_is_left_alone() -> None:
    assert plain_sentences("I will k1ll myse1f") == ["i will kill myself"]
    assert plain_sentences("near DY5 1AB at 7pm for £20") == ["near dy5 1ab at 7pm for 20"]


@pytest.mark.parametrize(
    "disguised",
    [
        "I want to di\u200be",
        "I want to d\u00adi\u2060e",
        "i want to d i e",
        "i want to d.i.e",
        "i want to di e",
        "I w4nt t0 d13",
        "i want to d*e",
        "iwanttodie",
        "i wnat to die",
        "I want to\ndie",
        "I want to... die",
        "Sorry.I want to die",
    ],
)
def test_no_disguise_slip_or_pause_hides_a_wish_to_die(disguised: str) -> None:
    advice = advice_for(disguised)
    assert advice is not None and "suicide" in advice.codes, plain_sentences(disguised)


def test_a_real_word_is_not_taken_for_a_slip_of_a_word_that_matters() -> None:
    for words in (
        "violets starting hunting",
        "tablet tables loving",
        "picture diary amused",
        "filling hills",
    ):
        assert plain_sentences(words) == [words]


PEOPLE = (
    "he",
    "she",
    "they",
    "my husband",
    "my wife",
    "my dad",
    "my mum",
    "my ex",
    "my son",
    "our uncle",
    "my carer",
)
DOES = (
    "hits",
    "hit",
    "beats",
    "kicks",
    "punches",
    "keeps hitting",
    "is always hitting",
    "has hit",
    "used to beat",
)
HOW = (
    "",
    "every night",
    "hard",
    "when he's drunk",
    "like I'm nothing",
    "that way",
    "at night",
    "at home",
    "for six weeks",
    "and then it hits me",
    "with a bill in his hand",
    "off and on",
    "at Christmas",
    "while training",
)


@pytest.mark.parametrize("person", PEOPLE)
def test_no_harmless_saying_hides_a_person_who_hurts_somebody(person: str) -> None:
    for does in DOES:
        for how in HOW:
            sentence = f"{person} {does} me {how}"
            advice = advice_for(sentence)
            assert advice is not None and "abuse" in advice.codes, sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "I want to end it by hanging",
        "I want to end it with a rope",
        "I will take my life in a hotel",
        "I'll take my life one day",
        "I was hit by my dad with the dog lead",
        "he beat me at the pool",
        "he kicks the dog and hits me",
        "I don't want to be here in this world on my own",
        "my friend says he is going to die",
        "I hurt myself at work on purpose",
        "my husband beats me at cards and beats me up",
        "my husband who it hits me to write about hits me",
    ],
)
def test_what_begins_like_a_harmless_saying_is_still_heard(sentence: str) -> None:
    assert advice_for(sentence) is not None


def test_asking_to_talk_or_learn_about_a_crisis_is_asking_for_help() -> None:
    for ask in (
        "I want to talk about",
        "can I talk to someone about",
        "I need to learn to cope with",
        "a talk about",
    ):
        for what in ("suicide", "my self harm", "domestic abuse", "my overdose", "child abuse"):
            assert advice_for(f"{ask} {what}") is not None, (ask, what)


@pytest.mark.parametrize("saying", NOT_CRISIS + SOUNDS_LIKE_IT)
def test_no_harmless_sentence_hides_a_crisis_beside_it(saying: str) -> None:
    for crisis, code in (("I want to kill myself", "suicide"), ("he hits me every night", "abuse")):
        for sentence in (f"{saying} and {crisis}", f"{crisis} and {saying}"):
            advice = advice_for(sentence)
            assert advice is not None and code in advice.codes, sentence


@pytest.mark.parametrize("loss", [*CRISIS["suicide_loss"], *HEARD["suicide_loss"].splitlines()])
def test_a_loss_by_suicide_never_hides_the_wish_to_die_of_who_is_left(loss: str) -> None:
    for wish in ("I want to kill myself", "I can't go on without him", "now I want to do the same"):
        advice = advice_for(f"{loss} and {wish}")
        assert advice is not None and not advice.keep_results, wish
        assert "suicide" in advice.codes and "suicide_loss" in advice.codes


def test_a_loss_by_suicide_alone_brings_the_gentler_panel() -> None:
    for loss in CRISIS["suicide_loss"]:
        advice = advice_for(loss)
        assert advice is not None and advice.codes == ("suicide_loss",), loss


def test_nothing_and_nonsense_are_no_crisis() -> None:
    for words in ("", "   ", "????", "\x00", "🙂" * 50, "a " * 20_000):
        assert advice_for(words) is None


def test_on_sentences_that_no_rule_was_tuned_on_most_dangers_are_heard_and_few_people_frightened() -> None:
    """Shares of the held-back lists, lower bounds of what was measured: the rules miss some, and say so in the guide."""
    for sentences, least, most in ((IN_DANGER, 0.65, 1.0), (IN_NEED, 0.5, 1.0), (HARMLESS, 0.0, 0.13)):
        heard = sum(advice_for(sentence) is not None for sentence in sentences if sentence.strip())
        assert least <= heard / len(sentences) <= most


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("suicide", "Chcę się zabić"), ("suicide", "chce sie zabic"), ("suicide", "quiero morir"),
        ("suicide", "je veux mourir"), ("suicide", "quero morrer"), ("suicide", "vreau să mor"),
        ("suicide", "main marna chahta hoon"), ("suicide", "أريد أن أموت"), ("suicide", "আমি মরতে চাই"),
        ("suicide", "ਮੈਂ ਮਰਨਾ ਚਾਹੁੰਦਾ ਹਾਂ"), ("suicide", "میں مرنا چاہتا ہوں"),
        ("abuse", "mi marido me pega"), ("abuse", "mąż mnie bije"), ("abuse", "mera shohar mujhe marta hai"),
        ("abuse", "زوجي يضربني"), ("abuse", "soțul mă bate"), ("abuse", "mon mari m’a frappée"),
        ("no_food", "nie mam co jeść"), ("no_food", "no tengo comida"), ("no_food", "nu avem ce mânca"),
        ("no_food", "ঘরে খাবার নেই"), ("no_food", "ghar mein khana nahi hai"),
    ],
)  # fmt: skip
def test_the_plainest_words_of_a_crisis_are_heard_in_other_languages(code: str, sentence: str) -> None:
    advice = advice_for(sentence)
    assert advice is not None and advice.codes == (code,)
    assert other_language(sentence) is not None, "and it is not read as English"


@pytest.mark.parametrize(
    "sentence",
    ["chest pain", "I cannot breathe", "seizure", "he is having a fit", "my daughter is having a seizure now",
     "heart attack", "she is unconscious", "my chest hurts"],
)  # fmt: skip
def test_somebody_very_ill_is_told_to_call_an_ambulance_and_not_how_to_hide_from_an_attacker(
    sentence: str,
) -> None:
    advice = advice_for(sentence)
    assert advice is not None and advice.codes == ("ambulance",)
    assert "ambulance" in advice.headline and "press 55" not in advice.say and "safe place" not in advice.say


def test_wanting_to_get_fit_is_no_illness() -> None:
    for sentence in ("I want to get fit", "a fit and well class"):
        advice = advice_for(sentence)
        assert advice is None or "ambulance" not in advice.codes, sentence
