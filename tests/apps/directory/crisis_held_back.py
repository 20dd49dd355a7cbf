"""Sentences written before the rules were mended and not looked at while they were: an honest measure.

Whoever changes a rule must not tune it on these; write new ones in `crisis_sentences.py` or `crisis_heard.py`.
"""

from __future__ import annotations

# Somebody may be in danger: a number, and no list.
IN_DANGER = """i just want it all to stop for good
I've been looking up how many pills it takes
no one will even notice when im gone
I cant see myself being here at christmas
ive thought about driving into a wall
I feel like theres nothing left for me in this world
I've got the rope ready
my brother rang me saying he is going to end things tonight
I am a burden and they would manage better if i died
i dont wanna wake up tomorow
sucicide is all i think about
i keep thinkin bout killin meself
wish i cud just go to sleep an never wake up
me nan says her wants to die
I hear voices saying I should kill my mom
I burn my arms with a lighter when I feel bad
my son has scars on his wrists from a razor
I made myself bleed again last night
she drank a whole bottle of vodka and a load of sleeping tablets and wont wake
our lad has swallowed some of grandads heart tablets
my girlfriend throws plates at me when she loses her temper
He shoved me into the wall while I was holding the baby
my other half keeps telling me he will burn the house down with us in it
husband gives me a crack when dinner is late
he says he will take the kids if I tell anyone what he does
my ex turns up at my work and wont leave me alone
I have to ask him before I spend a penny or I get a hiding
mum's boyfriend chokes her when he's been drinking
my dad belts me with a strap
I've got bruises and I'm hiding them from my family
he made me do things in bed I didn't want to
my partner said if I leave he will find me
ma husband ses he'll put me in the ground
there are men outside banging on my door with bats
I am locked in a room and they wont give me my papers
somebody has been stabbed outside our house
my mate has fallen off the roof and isn't moving
baby is floppy and wont wake up
my wife has gone grey and has a pain in her chest going down her arm
they make us work every day and sleep in a shed and keep our wages
a grown man keeps messaging my 13 year old and wants to meet her
my cousin makes me touch him
the little girl at number six is never fed and smells of wee
I shook the baby because he would not stop crying
they want to send my sister to pakistan to get married and she is 15
my nephew has two phones and lots of cash and keeps going missing
a teacher at school kissed my daughter
grandma's helper pinches her and calls her names
my brother takes all of mom's pension and leaves her with no food
the care home leaves my dad in wet sheets all day
nobody has been to see the old chap next door and he's lying on the floor""".splitlines()

# Food, bed or warmth today: a panel, and checked help may follow.
IN_NEED = """not a crumb in the house and three kids to feed
we're living on toast and now the bread's gone
ay had a bite since sunday
I gave the kids the last of the food and have had nothing myself for two days
got no tea for the little uns
we were put out on the street this morning with our bags
I've been kipping on a bench in the park
the hostel shut and ive got no bed
our gas has gone and my little one is blue with cold
no money for the meter and mum's shivering""".splitlines()

HARMLESS = """my sewing machine has died and I need it for the craft stall
I could kill for a curry
grandad was in the bomb squad and tells good stories
a talk about suicide prevention for our allotment men
our choir smashed it last night
he beats me at dominoes every week
I keep hitting my head on the loft beam
the news hits me hard these days
the price of petrol is killing us
I'm starving hungry after swimming, where does a good breakfast
I need a knife and fork with thick handles for my arthritis
dad's knife grinding stall
I want to stop hurting when I walk
my back hurts me in the morning
I'd like to end my life in my own home with good care round me, is there a hospice talk
I can't go on holiday on my own
I'm not here on tuesdays
we shot a short film and want a place to show it
help me jump start the car
dead cold in the village hall, can someone look at the radiator
our landlord hit us with a rent rise
my boy bites his nails
I bit my tongue and it hurts to eat
my daughter is learning to cut hair
cutting back the brambles
the cat keeps scratching my arms, any vet help
she is shouting because she is deaf
my husband shouts in his sleep
somebody to follow the recipe with me
it takes my breath away when I climb the hill
my carer is lovely but she leaves in june
I'd love to disappear to the seaside for a day
no reason to drive when we can share cars
I feel safe at the group
I was scared of water but want to learn to swim
we run self defence classes
I have nothing in common with my neighbours
there's nothing to do for teenagers
no tea bags at the hall, can someone fetch some
hungry for a new hobby
a freezer full of beans to give away
the cold weather payment form
a bed for my dog
my tent needs mending
I slept in and missed the bus
I'm living in a new flat and need curtains
drugs and alcohol support for my brother
help for people leaving prison
what does a safeguarding officer do
I want to be a foster carer
my child is at risk of falling behind in maths
train young people to spot grooming
a vigil for domestic abuse survivors
my neighbour is a retired policeman with a bad leg
I lost my wife in the spring and would like to learn to bake
the funeral left me skint
I'm dying for somebody to play chess with
my partner is a nurse on nights so I want a daytime club
my passport is out of date
we could beat loneliness together""".splitlines()
