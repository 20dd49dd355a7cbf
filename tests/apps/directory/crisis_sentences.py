"""Sentences that must, and must not, bring up crisis help. Every one invented; several spelt as people type."""

SUICIDE = """I keep thinking about ending my life
i want to die
I want to end it all
im going to kill myself
I'm gonna kms
thinking of suicide
feeling suicidal and alone
sucidal thoughts every night
i feel suicidle
dont want to be here anymore
I don't want to be here any more
do not want to live
i dont wanna live anymore
I can't go on
I can't go on since my husband died
cant carry on like this
no point in living now she's gone
what's the point of living
there is no reason to go on
everyone would be better off without me
the kids are better off without me
i wish i was dead
I wish I'd never been born
i just want to go to sleep and never wake up
I want to k1ll myself
i want to k!ll myself
s u i c i d e
want to unalive myself
thinking about jumping off a bridge
I have written goodbye letters
I've had enough of living
tired of living
life is not worth living any more
my son says he wants to kill himself
my mate keeps talking about ending it all
she is threatening to hang herself
easiest way to die
I want to be with my husband in heaven
I won't be here next week so who can take my cat
nothing left to live for
I want to disappear forever
I'm better off dead
i dont see a future
Why should I carry on? I want it over. I want to die.
I love my garden but I want to end my life
how do I get assisted dying""".splitlines()
SELF_HARM = """I have been cutting myself
self harming again
my daughter is hurting herself
i cut my arms when its bad
I keep burning myself on purpose
selfharm help""".splitlines()
OVERDOSE = """I have taken an overdose
I've taken too many tablets
he took a load of paracetamol
swallowed a bottle of pills
my friend swallowed bleach""".splitlines()
ABUSE = """he hits me
my husband hits me
My partner beats me up
my boyfriend punched me last night
she slaps me in front of the kids
my ex is threatening to kill me
he wont let me leave the house
he controls all my money
I'm scared of my husband
scared of my dad
domestic violence
domestic abuse help
my son is violent
my partner is getting abusive
being beaten by my wife
He strangled me
my old man thumped me
they are forcing me into a marriage, being forced to marry
I was raped
my husband keeps hitting me and the kids
need to escape my abusive husband
he checks my phone and he locked me in
my brother threatens me""".splitlines()
DANGER = """he's got a knife
someone is trying to break in
I'm not safe here
I don't feel safe at home
my house is on fire
i cant breathe
I have chest pains
there's a man following me
I can smell gas
he took my passport and I am locked in the house""".splitlines()
HARM_OTHERS = """I'm scared I will hurt the baby
I want to kill him
I might stab someone""".splitlines()
CHILD = """my uncle touches me
the kids next door are being beaten
I think a child is being abused
I'm 12 and my dad hurts me
the little boy next door is covered in bruises
children left home alone all night
my stepdad touches me at night
someone online asked my daughter for nudes, naked pictures of my daughter""".splitlines()
ELDER = """the carer hits my nan
my dad has been left in bed and not been fed
nan's carer is stealing her money
my neighbour is old and her son shouts at her, the son hits the old lady
mum has bed sores and nobody comes
grandad hasn't eaten for days""".splitlines()
NO_FOOD = """we have no food tonight
nothing to eat tonight
nowt to eat
there's nothing left to eat
the cupboards are empty
I haven't eaten for two days
can't feed my kids
kids are starving
no baby milk left and no money
we've got no food in the house till Friday
i cant afford to eat
the fridge is empty and payday is tuesday
the children went to bed hungry""".splitlines()
NO_BED = """I have nowhere to sleep tonight
sleeping in my car
nowhere to go tonight
I've been kicked out
my mom chucked me out
I'm homeless
we're being evicted tomorrow, homeless tomorrow
sleeping rough in Dudley
living in a tent
need somewhere to sleep tonight""".splitlines()
NO_WARMTH = """no heating and the baby is cold
the electric has run out and the baby is freezing
we are freezing to death in our flat""".splitlines()
SUICIDE_LOSS = """I lost my brother to suicide
my son took his own life in March
my husband killed himself
bereaved by suicide""".splitlines()

CRISIS = {
    "suicide": SUICIDE,
    "self_harm": SELF_HARM,
    "overdose": OVERDOSE,
    "abuse": ABUSE,
    "ambulance": ["chest pain", "he is having a fit", "she is unconscious"],
    "danger": DANGER,
    "harm_others": HARM_OTHERS,
    "child": CHILD,
    "elder": ELDER,
    "no_food": NO_FOOD,
    "no_bed": NO_BED,
    "no_warmth": NO_WARMTH,
    "suicide_loss": SUICIDE_LOSS,
}

NOT_CRISIS = """my mum is lonely since dad died and can't drive
I'd like some company on a weekday, near Pensnett
I am dying to meet people
dying to learn the guitar
dying for a chat and a cup of tea
killing time until the kids finish school
I've got time to kill in the afternoons
my back is killing me
these stairs are killing me
the heating bill is killing me
my feet are killing me after work
I could murder a cup of tea
a cake to die for
my phone is dying and I can't afford a new one
the high street is dying and I want to help
lace making is a dying art
I want to dye wool
tie dye for beginners
I'm at the end of my tether with forms
at the end of my rope with this boiler
my tenancy ends in March and I want to know my rights
I want to end my contract with the gas firm
help to end my phone contract
it hits me at night that he's gone
grief hits me when I hear our song
I want to beat the blues
looking for a boxing gym with a punch bag
I want to kick the habit
kick about for lads in Netherton
I'd like to cut down on drinking
help to cut down smoking
cut my hair at home
I cut myself off from people after I retired
I hurt myself falling and can't reach the top shelf
I hurt my back and can't dig the garden
I was attacked by a dog and now I'm nervous walking
I had a heart attack last year and want to get fit
exercise after a stroke
since the stroke my wife cannot speak well
I'm scared of using the bus on my own
I'm scared of dogs
frightened of computers
my husband died in March
my wife passed away and I can't cook
mom isn't here anymore and I miss her
dad is not here any more and the house is quiet
I miss my husband, he used to do the bills
my nan has fallen out with her friends
my nan loves bingo
a carer for my nan wants a break
my dad needs a hot meal delivered
I look after my mum and I never get out
my son is shy and has no friends
my son needs a bed
my daughter needs a school uniform
somewhere for the kids to play after school
the kids are bored
my kids are always hungry after swimming
hungry for company and conversation
cooking on a budget
I'd like to learn to cook
we would like to share food we have left over
no food waste please, we want to give ours away
I want to grow veg in raised beds
I need a bed frame
can I borrow bed linen for guests
flower beds need weeding
a bigger house because the kids share a room
damp flat and the landlord does nothing
help to fill in a housing form
my heating is expensive
how to save on the electric
the boiler needs a service
cold house and high bills
help with debt
I'm skint until the end of the month
I owe the catalogue money
benefits form for my daughter
my Universal Credit is late
I want to volunteer with a domestic abuse charity
train to be a Samaritans listener, a course on suicide first aid
I want to fundraise for the refuge, raise money for a domestic violence charity
first aid for babies
knife skills for cooks
sharpen my kitchen knives
fire safety check
I want wood for the fire place
how to kill weeds without spray
kill slugs
photo shoot for our wedding
I'd shoot hoops with anyone
drowning in paperwork
drowning in debt letters
I feel low in the winter
I'm worried all the time
can't sleep at night
I feel a bit down
I want to meet other dads
I want to live near my sister
I don't want to be in the house on my own all day
I don't want to go to a big group
no point in going to the gym alone
I can't go on the bus with my chair
can't get on with computers
I want to learn English
Chcę nauczyć się angielskiego
I've just moved here and know nobody
I used to be a welder and could show somebody
I can mend clocks
I want to give my time
our street wants to plant trees
me mom could do with a brew and a natter
I need a lift to the hospital
help to look for work
my van is parked on the street and I need a permit
a walking group that goes slowly
steps are hard for me
I want to sing
we want a room for our club
I was made redundant after thirty years
new baby and no sleep
my toddler hits other children
our drummer left, who can keep a beat
I sleep badly in my own bed
my cat is missing
the dog died and I feel daft for crying
the car died and I can't get to work
I live alone
it would be better with company
I wish I was younger
I wish I had more friends
I want to disappear into a good book
what is on this weekend
someone to do my shopping
""".splitlines()

MORE_CRISIS = """i feel like killing myself today
I just cant do this anymore, I want out of this life
whats the easiest way to kill yourself
my wife left and im thinking of doing something stupid
i have a plan to hang myself
goodbye everyone
I took 40 paracetamol an hour ago
my dad hits my mom
he grabbed me by the throat
she pushed me down the stairs
my husband will kill me if I leave
He won't give me any money for food
My boyfriend forces me to have sex
I am being stalked by my ex
mom's boyfriend hits my little brother
my teacher touched me
a kid at school has cigarette burns
my neighbour never feeds her kids
I'm 14 and pregnant and scared to go home
nan is being hit by her carer
I think my uncle is being robbed by his carer
my mother has been on the floor since last night
we have not eaten since tuesday
I have no money for food
baby needs milk and I have none
I got no food for me kids
me and my baby have no where to stay
landlord is throwing us out tonight
we are sleeping in the car with two kids
i aint got nowhere to kip
no gas no electric and its freezing
my son hanged himself last year
i want to hurt myself
I feel like ending it
I dont deserve to live
no one would miss me
I can't take it any more
I can't cope anymore I want to sleep forever
im gonna jump
he is outside my house with a hammer
my chest is tight and my arm is numb
He's drunk and smashing up the house""".splitlines()

MORE_NOT_CRISIS = """I can't take the bus
I want to sleep better
my wife died by my side in hospital and I need company
he won't eat his tea
my son won't let me use his computer
my mum won't let me go to the youth club
the boys kick a ball against my wall
my knees hurt me when I walk
my daughter makes me laugh
they make us fill in forms again
my landlord won't fix the boiler
my landlord keeps putting the rent up
my husband controls the heating from his phone
she checks my blood pressure
I was hit by a car last year and now I walk with a stick
my mate was beaten at chess
I want to take my life back after divorce
I want to get my life together
I need my own life back from caring
nobody to talk to
I have no family here
no money for a school trip
no money for bus fare
my dad has not been out for weeks
food bank near me
I want to give food to the food bank
what can I do with leftover food
can you deliver food to my mum
I haven't eaten Indian food, could somebody teach me to cook it
empty freezer to give away
the kids are home alone after school till I finish, I need a club
I need somewhere to stay for my sister's wedding guests
nowhere to go on a Sunday
nowhere to sit in the park
I am homeless no more and want to give something back
I used to be homeless and want furniture
moved out of a hostel and need a bed
I have burnt my hand on the oven and can't cook
I burnt the tea
I get scared at night on my own
afraid of going out after a fall
I don't feel safe on the stairs
I don't feel safe walking home from the bus
a handrail so I feel safe
my fire alarm beeps
I want to break into acting
someone to follow me round the shops with the trolley
my grandson hits the drums
my toddler bites
my old dad shouts at the telly
my neighbour fell and hurt herself
I need a break from caring for my husband who has dementia and can be aggressive
help my daughter with exam stress
give up smoking before it kills me
this weather is killing me
my wife is dying and I want someone to talk to
mum is dying of cancer
dad is dying and we need help at home
I am dying of cancer and want to write my story""".splitlines()
# A home without food or heat is a need today. A party or a hall without them is a plan.
NO_FOOD += [
    "no food in the house",
    "nothing to eat",
    "no food in the house for the kids and the party is off",
]
NO_WARMTH += """no heating
we have no heating
my heating is broken
heating's packed in and it is cold
no money for the meter
i have no money to put on the meter
can't top up the gas
no credit on the meter
nothing left on the electric meter
the emergency credit has run out
we've run out of gas
no electric
I live above a cafe and I have no heating""".splitlines()
NOT_CRISIS += """food in the house for the party
no food in the house for the party
there is no food for the party yet
no food in the house yet for our street party
nothing to eat at the venue so bring a lunch
there is no food at the club
no food allowed in the hall
our hall has no heating
no heating in the church hall
the church hall heating is broken
a shed with no power
no money for the parking meter
no money for an electric bike
run out of gas for the barbecue
help with the heating bill""".splitlines()
NOT_CRISIS += MORE_NOT_CRISIS
