"""A second list by rule, written after the first one was mended and before the rules saw it. All invented."""

from __future__ import annotations

HEARD_MORE = {
    "suicide": """i dont think i can carry on much more
I've nothing left to give and I'm ready to die
I don't see myself being here at Christmas
what is the best way to end your own life
everybody will be fine once I'm gone
I keep looking at the train tracks
I've got a plan and the pills to do it
I feel like there's no way forward except to end my life
I'm so tired of being alive
I'm not suicidal but I don't want to wake up
if i was to disappear nobody would even notice
my kids deserve better than me, they'd be better without me
thinking of jumping in the canal
I want to drown myself in the cut
i just wanna be dead already
i wish the cancer would take me already so i dont have to live
can't see a way out
i want to go to sleep and not wake up again
theres no hope for me
I feel hopeless and want it all to stop
I bought a rope
ive been googling how to kill yourself
I hate my life and I want to end it
I hate being alive
im a waste of space
my best mate tried to end his life last night
my boyfriend keeps threatening suicide if I leave
my daughter wrote a suicide note
my lad says theres no point living
my neighbour says he is going to end it all
I don't have anything to live for anymore
why am i even alive
whats the point in anything
what is the point of me
i dont want this life any more
I am going to end everything tonight
don't think I'll make it through tonight
I might not make it to tomorrow
I can't face another day
i cant face tomorrow
I cannot see the point in living like this
id be better off ded
wont be around for much longer by choice
im gonna jump off the bridge by merry hill
im at the top of the multi storey
im looking over the edge of the bridge
wud be better if i woz dead
i wont 2 die
i whant to dye
feel like topping myself
im gunna hang miself
plz help i wana kill myslf
want to kil myslef
i want to comit sucide
suicidle thorts
i cnt go on
i cant do life anymore
I just want to stop existing
I want to be gone
I'm thinking of ending it
I've thought about ending it all since she left
I took a knife and thought about killing myself
I'm scared of what I might do to myself
i dont feel safe with myself
i am going to take my life
my grandma says she would rather be dead""",
    "self_harm": """i've been hurting myself
my sister cuts her arms
cutting again
i relapsed and cut my thighs
I burn myself with my lighter
he keeps banging his head on the wall on purpose
i feel the urge to cut
i keep hitting myself
I pull out my hair and scratch till I bleed
my pupil has cuts on her wrists""",
    "overdose": """he's taken a load of pills
I've swallowed all my sleeping tablets
my daughter took twenty paracetamol
she drank some bleach
my friend has overdosed
took to many tablets
he injected too much insulin
my little boy ate some of my tablets
I have taken too much of my medication
i think my son has taken something and he is not waking up""",
    "abuse": """my husband is hitting me
my partner punched me in the stomach
he keeps slapping me about
he pushed me against the wall
he kicks me and the dog
my son hits me when he wants money
my daughter has started hitting me
my dad beats me and my sister
he strangled me until I passed out
she throws things at me and hits me
I am being beaten by my boyfriend
my boyfriend won't let me see my friends
he takes all my money
he checks my messages all the time
he locks me in the bedroom
he locked me out in the cold
I'm scared he will come back
im scared of my boyfriend
frightened of my son when he's drunk
my ex wont leave me alone and sits outside my house
my ex keeps turning up at my house
he threatened to kill me and the kids
he said he'd burn the house down
my husband rapes me
he forces himself on me
I was raped last year
my boss touches me
my family want me to marry my cousin and I don't want to
I need a safe place away from my husband
I need to leave my husband he hurts me
how can I leave someone who hits me
I'm in an abusive relationship
my mums boyfriend hits her
dad hits mum
my neighbour is being beaten by her husband
I can hear my neighbour screaming and him hitting her
he controls everything I do
he won't let me have my own money
he calls me stupid and shoves me
he shouts in my face and punches walls
he threatens me with a knife
he's told me he'll find me
hes got my bank card and wont give it back
he smashed my phone so I can't call anyone
my husband drags me by the hair
i have bruises where he grabbed me
he says if I leave he'll take the kids
me owd mon belts me
im being stalked
my stepfather beats us
my girlfriend bit me and threw a cup at me
he punchd me
my bf hit me
ex partner threatening to kill me""",
    "danger": """there's a man outside with a knife
someone is trying to get into my house
he has a gun
theres a fire in my flat
my chest hurts and I can't breathe
I think he's having a heart attack
my wife won't wake up
somebody has been stabbed
I am locked in
they took my passport and make me work
i get no wages and can't leave
I have to have sex with men for money for him
i'm in danger
my kids and I are not safe
please send the police
I can smell gas in my kitchen
my mom's fell and is bleeding badly
men came to my door with bats
he is going to come here with a machete
we're not safe in our house
we live and work here with no pay and they keep our papers""",
    "harm_others": """I want to kill my boss
I'm going to kill him
i feel like stabbing somebody
I keep having thoughts of hurting my baby
I'm afraid I'm going to hurt my children
the voices say to stab them
I want to hurt my wife""",
    "child": """my uncle touches my private parts
my teacher keeps messaging me and wants photos
someone online wants pictures of me with no clothes
a man is sending my son rude pictures
my neighbour leaves her toddler alone all night
the children next door look starved
the little girl down the road always has bruises
i hear the man next door hitting his kids
I'm worried a child is being hurt
a child in my class told me her dad hits her
my daughter said her stepdad touches her
my grandad comes in my bed
I am 13 and my mum hits me
im 10 and home alone
I'm fourteen and I've run away
my nephew is being used to carry drugs
my son owes money to a gang
a gang is making my boy sell drugs
I think my daughter is being groomed
my 12 year old is talking to an older man online
I slapped my daughter and left a bruise
they are going to take my sister abroad to be cut
my parents won't feed me
there is a baby left in a car""",
    "elder": """my mum's carer hits her
carer is stealing from my dad
my brother takes mom's pension
the staff shout at the residents
my nan hasn't been washed in a week
my grandad is left in his own mess
old lady next door hasn't been seen since monday
my son takes my bank card
my neighbour has fallen and can't get up
mum wandered off and she has dementia
someone is conning my nan out of her savings
my daughter keeps me locked in and takes my money""",
    "no_food": """we have nothing to eat
no food for the weekend
there is nothing in the cupboards
I haven't eaten since Sunday
my kids haven't had any tea
we're starving
I'm starving and have no money
cannot afford to feed my children
need a food bank today
need formula for my baby, no money
got no food in
skint and hungry
the kids are hungry and I have no money
ay got no snap for the kids
i aint ate in three days
our fridge is empty
we ran out of food yesterday
cant buy any food till i get paid
my benefits stopped and I can't buy food
no money for nappies or milk""",
    "no_bed": """I've got nowhere to live
I am sleeping on the streets
living out of my car
been made homeless
my landlord has chucked me out
my dad kicked me out
I'm sleeping in a tent by the canal
we get evicted on friday and nowhere to go
i have no home
i need somewhere to sleep
sofa surfing and got to leave tonight
sleeping in the park""",
    "no_warmth": """no heating and I have a newborn
we have no gas or electric
my baby is freezing
it's freezing and the boiler is broken and nan is 90
my dad is so cold he's shaking""",
    "suicide_loss": """my brother killed himself
my mum died by suicide when I was ten
our daughter took her life
I lost my husband to suicide
my best friend hanged himself""",
}
