"""How each kind of help behaves, in one or two plain sentences."""

from __future__ import annotations

SENTENCES = {
    "connection": "A connection brings two sides together. It takes somebody's time, not a thing from a shelf.",
    "idea": "An idea is never used up. Anybody may copy it, as often as they like.",
    "intervention": "A course of help has a start and an end. You agree to it first, and you can stop at any time.",
    "product": "A thing is given or lent. There are only so many, and a lent thing comes back.",
    "resource": "A room or money is booked or shared out, a bit for each.",
    "service": "Regular help comes round again, with so many places each time.",
}
AFTER_YES = {
    "connection": "Somebody introduces you. You can each say no.",
    "idea": "Nothing is sent to anybody. You copy the steps in your own time.",
    "intervention": "Somebody agrees the first day with you, and asks for your yes again.",
    "product": "Somebody tells you when and where you get it.",
    "resource": "Somebody fixes the day or the amount with you.",
    "service": "You get a day to start. If it is full, you get your place in the queue.",
}
