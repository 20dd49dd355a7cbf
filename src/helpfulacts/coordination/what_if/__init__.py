"""What rules and changes would do to people, worked out before anybody decides. Reads only; `working.work_out`.

`scenario.py` what would be different · `drawing.py` a round as it would be · `counting.py` who gains and loses, exact ·
`showing.py` the one place that says what of it may be shown · `linking.py` what adds up · `naming.py` titles, on the day ·
`costs.py`, `card.py` costs and the twelve principles.
"""
