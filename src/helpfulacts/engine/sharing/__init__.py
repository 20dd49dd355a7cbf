"""Sharing scarce places: who is placed (exactly, in a published order), where (proved best), and why.

Read in this order: `instance` (what goes in), `order` (who comes before whom; `lottery`: by weighted draw, or
with turns kept for a group), `admit` (who is placed),
`improve` (where, for the greatest gain), `share` (both, the one entry point), `explain` (the reason for
everybody; `refusal_said` puts it in words), `counterfactual` (what more places would do). `improve` rests on `moves` (who could move where),
`auction` (the search) and `prices` (the proof). `bundle` suggests a few offers to one person. `kernel` is how a
function is compiled. Before a round: `candidates` (which offers fit which claims) and, where money is short,
`budgets` (how many places are paid for; its programme is `money`). `jobs` gives jobs to agents within budgets.
"""
