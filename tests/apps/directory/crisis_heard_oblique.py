"""A third list by rule: what people say round the thing. Written before the rules saw it. All invented."""

from __future__ import annotations

HEARD_OBLIQUE = {
    "suicide": """I've decided I'm not going to be a problem for anyone any more, I'm ending it
I can't carry on, nobody needs me
I don't want to wake up in the morning
I've had enough of it all
there's nothing for me here any more
I just want it to be over
I want it all to go away for ever
I've got a rope in the shed
I have a bottle of pills next to me
I've been looking at ways to end it
I'm thinking of going under a train
I keep thinking everybody would manage better without me
I feel like I shouldn't be here
don't know why I bother living
I've lost all hope
nobody needs me, I should be dead
I'd be doing everyone a favour if I died
they'd all get over it if I was gone
I've sorted out my will and said my goodbyes
wish I could just not exist
every night I pray to die
I'm going to see my dead wife soon
I want to go and be with my mum who died
I won't see Christmas
I'm writing my last letter
this is my last day
my time has come, I'm off to the railway
he's up on the bridge and says he'll jump
my mate's texted that he can't go on
my teenager says she wants to die
my brother posted a goodbye on facebook
my partner keeps talking about dying
my daughter has been looking up how to die
she's been saying she'd be better off dead
he's bought a rope and I'm worried
he told me he doesn't want to be here any more
my son has locked himself in with a rope
i dont wanna exist
i wish i was never born
i hope i die in my sleep
i wanna sleep 4eva
i cnt tek no more
i cor tek it no more
i've ad enough o livin
i want ter die
i wants to die
i fink about killin meself
i am finking of suicide
im goin to kill my self tonite
feel suicidul
i need to d1e
su!c!dal
thoughts of ending my own life
unbearable, I'm going to finish myself off
finish myself off
I'll hang myself in the garage
slit my throat
I want to be buried with my husband now
I don't see a reason to be alive""",
    "self_harm": """my son has been hurting himself with a blade
I've got fresh cuts on my arms
my daughter hides razor blades and has scars
i used to cut and i've started again
I deserve pain so I burn my arms
i make myself sick and cut
she cut herself again
he punches himself in the head
I cut when I'm upset
cut my wrist again""",
    "overdose": """I've had all my tablets with vodka
my mum's swallowed a load of her tablets
I've taken far too many painkillers
he's taken an overdose of insulin
my flatmate has taken loads of pills and won't wake
my baby has drunk washing up liquid
child drank white spirit
took two packs of paracetamol
i ate a whole box of sleeping pills""",
    "abuse": """he lays his hands on me when he's had a drink
he gets rough with me
my husband gets physical when he's angry
he's broken my arm
he broke my nose
he burned me with a cigarette
he makes me do things in bed I don't want
he forced me to have sex
he won't stop when I say no
I was sexually abused as a child and it's come back
somebody assaulted me
a man grabbed me on the way home
he twists my arm
my ex broke in
he has keys to my house and comes in at night
he's not allowed near me but he came round
I've got a non-molestation order and he's broken it
I live in fear of my husband
I'm living in fear
I have to ask permission to spend money
I have to ask him before I go out
he watches everything I do
he put a tracker on my car
he won't let me work
he decides who I see
he keeps me away from my family
he humiliates me in front of the kids
my wife is violent to me
my mother hits me with a stick
my adult son attacks me
my daughter gets violent
my carer pinches me
my brother hurts me
he tied me up
he poured boiling water over me
he set the dog on me
I've got a black eye and he did it
I'm covered in bruises from him
I need to get out before he kills me
I need to get out of this marriage, he scares me
I'm scared of my partner's temper
my dad goes mad and breaks things and hits us
my husband sold my things and hits me if I complain
my in-laws beat me
my husbands family treat me like a slave
they want to marry me to an old man
i am going to be made to marry
honour, my brothers say they'll kill me
he sends me threatening messages
a man exposed himself to me
he is threatning me
he wacked me
he lamped me one
e 'it me
ee its me every night
he battrd me
he chocked me""",
    "danger": """my house is flooded and I am trapped upstairs
there is somebody trying my back door
a gang is waiting for me outside
lads threatened me with a knife
I've been attacked
I've just been mugged
a man tried to pull me into his car
the building's on fire
smoke is coming from next door
my baby is choking
my baby's lips are blue
my husband can't move one side of his face
he's fitting
my nan's not breathing
she's passed out and won't come round
I've cut myself badly and it won't stop
I'm bleeding and pregnant
I think I'm dying
help me please I'm in danger
please help me he's coming
I am not free to leave my work
I owe the man who brought me here and must work
we sleep ten in a room and he keeps our wages
made to work in a car wash for no money
they make me sell my body""",
    "harm_others": """I'm going to hurt somebody
I might kill my husband in his sleep
I feel like smothering my mum
I can't stop wanting to hit my baby
I'm frightened I'll lose it and hurt the kids
I have a knife and I'm going round there
he says he's going to shoot everyone
God is telling me to kill my son""",
    "child": """my dad comes in my bedroom and touches me
my uncle does things to me
my stepdad does bad things to me
someone's hurting me at home and I'm 13
my mum's boyfriend hits me
my mum locks me in my room
nobody feeds us
my parents hit us with a belt
toddler next door is left to cry all day
my neighbour's children are filthy and hungry
baby crying and screaming next door and the parents are drunk
my daughter's sending naked photos
a boy is threatening to share my daughter's photos
a man wants to meet my daughter from the internet
my son has been sexually abused
someone touched my son
my daughter was raped
my granddaughter is being hit by her mum
my girl is 13 and she's pregnant by an older lad
they're making my brother hold drugs
she's being taken to Africa to be cut
my parents are taking me away to marry
I shook the baby
I smacked my son too hard
kids left in a hot car""",
    "elder": """my carer hits me
my carer steals
they don't give my mum her food
the home leaves dad in wet sheets
nan's got bruises and won't say how
grandad's been scammed out of his savings
my son makes me sign things and takes my pension
I haven't seen the old man next door all week
mum's lying on the floor
dad with alzheimers has wandered off
my nephew moved in with my aunt and took over her money
they tie my mum to the chair
the nurse shouts at the old people""",
    "no_food": """the kids will go hungry tonight
I've got no money for food till friday
we haven't got a thing to eat
I've been living on water for two days
we've only got bread left and no money
last meal was yesterday morning
how can I feed my kids tonight
I can't get food
we don't have any food
I have no food for my baby
starving hungry and penniless
we need help with food today
my giro hasn't come and there's no food
there ay no food in the house
there's no tea for the kids
me kids am hungry""",
    "no_bed": """I have nowhere to go tonight
we've got to be out by tomorrow
the bailiffs come tomorrow
I've been evicted
my mate chucked me out
I'm sleeping on a bench
I slept outside last night
I'm on the street
my boyfriend has thrown me out
no roof over our heads
we are homeless with a baby
can't go home and have nowhere""",
    "no_warmth": """we've no heating and a baby
I've got no electric and my mum is 88
the gas has run out and the kids are freezing
my nan's house is freezing
can't heat the house and dad's poorly
no electric since yesterday and a newborn""",
    "suicide_loss": """my son ended his life
my neighbour hanged himself
she took her own life last week
my dad committed suicide
I was bereaved by suicide""",
}
