"""What the record says that is the same in every place: it describes the program, not how a place set it up."""

from __future__ import annotations

NAME = "Sharing rounds of Helpful Acts"
DESCRIPTION = (
    "Some help has more people asking than places. A computer works out who is offered which place, by rules that a "
    "public body decided and anybody can read. A person checks each round and can change it before anybody is told."
)
NO_RULES = "No rules are in force."
OWNER = (
    "organisation", "team", "senior_responsible_owner", "third_party", "companies_house_number", "third_party_role",
    "procurement_procedure_type", "third_party_data_access_terms",
)  # fmt: skip
ASKS = "Each person who asks to be in a round has a plan with wishes: what for, how much it matters, when, and how far."
RIGHTS = "First, rights: who gave a fact that a right names is offered help for it before anything else."
BY_GROUP = "Then people are taken in the order of the groups. Inside a group a draw sets the order. It is fixed before the round."
ONE_GROUP = "People are taken in the order of a draw. It is fixed before the round."
BY_LOTTERY = "People are taken in the order of one draw, in which each holds the tickets of their group. It is fixed before the round."
KEPT_TURNS = "Some turns are kept for people whom the rules name; who they are stands in the table of rules."
LIMITS = "Who had as much of one kind of help as the rules allow waits, so that others have it first."
BUDGETS = "Only places that the money in the rules can pay for are shared. Which these are is decided before anybody is placed."
BEST = "Each gets the best place for them that is still free. Then places are exchanged where that helps more people and takes none away."
WHY = "Who gets no place reads why, and what would have to be different."
BENEFITS = (
    "The same rules for all, a reason for each, and a round that anybody can run again with the same result."
)
INTEGRATION = (
    "It only proposes. A named person opens cases, may change answers with a reason, and confirms. "
    "No answer is made by a computer alone."
)
INFORMATION = (
    "For each person: the place offered or none, the rule that decided, and what is open now instead."
)
HUMAN = (
    "They can change any answer. A change is checked against the rights of everybody else, and its reason is kept.",
    "How often that happens is in the table of use. It is never a target.",
)
APPEALS = [
    "Each answer has a button: ask for a person to look again. Somebody new does, within five working days.",
    "Who made the complaint is not asked to prove anything. After that, the law sets who looks at it next.",
]
ARCHITECTURE = (
    "One program with one database, run by the place. The round is whole-number mathematics: no weights are learned, "
    "and the same inputs give the same answer on every machine."
)
MODELS = "None that learns. The order is a list of rules; the exchange of places is exact, with a proof of how far it is from the best."
NO_TRAINING = "None. Nothing was learned from data about people."
MAINTENANCE = "Each rule has a day by which it is looked at again. Past that day it is flagged on public pages until somebody decides."
COMES_FROM = "The person says it, yes or no, and can change or take it back on their plan. Not said is never worse than no."
DECILES = "Where a group or a kept turn names them: how hard up the neighbourhood is, by the official index, in tenths. Not the postcode itself."
STORAGE = "Words are sealed in the database. Who opens a record says why, and the person sees each look."
SHARING = "Nothing leaves the place by a round. A giver learns who comes only when that person has said yes."
RISKS = (
    {
        "risk": "A fact is missing or wrong, and somebody is put in the wrong group",
        "what_is_done": "Not said never counts against anybody; each fact is shown with the rule that uses it, and can be put right",
    },
    {
        "risk": "A person confirms without looking",
        "what_is_done": "Cases must be opened first, some by chance; how many were opened and changed is published",
    },
    {
        "risk": "Somebody runs rounds until they like the draw",
        "what_is_done": "The draw is fixed before the round, with a lock in the public register, and used again if the round is",
    },
    {
        "risk": "A small number tells who somebody is",
        "what_is_done": "Under ten it says “some”, and nothing is shown from which such a number can be worked out",
    },
    {
        "risk": "Old rules go on without anybody deciding",
        "what_is_done": "Each has a day; past it, it is flagged until somebody decides",
    },
)
