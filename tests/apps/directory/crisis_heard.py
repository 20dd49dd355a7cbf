"""More of what people type in a crisis, by rule: indirect, misspelt, disguised, in dialect.

All invented. The first lists were written before the rules were mended, to mend them by.
"""

from __future__ import annotations

HEARD = {
    "suicide": """i no longer wish to live
ive lost the will to live
theres no reason to keep going
i cant do this no more
my family would be better off if I was gone
everyone would be happier if i wasn't around
I might as well be dead
i feel like ending things
I can't keep myself safe
I don't care if I live or die
I give up on life
I think about dying every day
whats the quickest way to die
i'm standing on the bridge
I've been stockpiling my tablets
ive written letters to my kids saying goodbye
I will set myself on fire
want to kill myslef
killmyself
i wnt to die
im gonna end my lfie
jus wanna disapear forever
I w4nt t0 d13
i want to d i e
My husband killed himself and I want to kill myself
My dad died by suicide and now I want to do the same
My brother took his own life. I want to go the same way.
I lost my wife to suicide, I think I will follow her
i want to di\u200be
i wan\u00adt to d\u200bie
i have nothing to live for
theres nothing worth living for
I just want to be dead
im going to top meself
I'm gonna do meself in
I've had it with life
i carnt goo on no more
I cor goo on
I ay got nothin to live for
I doh want to be here no more
I dont see the point anymore
there isn't any point in me being here
the world would be better without me in it
they'd be better off if I were dead
nobody would care if I wasn't here
I'm a burden to everyone and should just go
I've decided to end my own life
I've made up my mind to die
I've picked the day I'm going to do it and written a note
I've got the tablets ready and a note for the kids
I have been saving up my pills
saving my meds up so i can take them all at once
I'm sat on the railway bridge
i am on the roof and i want to jump
on the edge of the car park roof
I'm going to walk in front of a train
I think about stepping out in front of a bus
sometimes i think about crashing my car on purpose
hope i dont wake up in the morning
I pray I don't wake up
wish i could fall asleep and not wake up
wish I wasn't here
wish i didnt exist
i shouldnt be alive
I don't deserve to be alive
I dont want to exist anymore
I want to stop living
i want the pain to end forever
I want out, I can't live like this
i cant live like this anymore
cant live without him, I want to be with him
I can't bear to live any more
life isnt worth it
life has no meaning and I want to end it
there is no way out for me except death
death is the only way out
death would be easier than this
I'd rather be dead than live like this
would anyone miss me if i died
who would look after my dog if I killed myself
how do you kill yourself
how many paracetamol does it take to die
how much insulin would kill me
I tried to kill myself last month
I tried to hang myself last night
i attempted suicide in march and its getting bad again
my daughter tried to take her own life
my daughter says she doesn't want to live
my mum keeps saying she wants to die
my friend texted me goodbye and said he's going to kill himself
my dad says he's got nothing to live for
my husband has a rope in the garage and says he will hang himself
my lad is talking about suicide
suisidal tendancies
im feelin sucidal
im so suicidel rn
i wanna kil my self
wanna kll myself
kill mi self
i want to kill my self tonite
gonna kil meself
i wana die
iwanttodie
i wantto die
wanttodie
i want 2 die
i wanna d!e
k1ll mys3lf
su1c1de
s.u.i.c.i.d.e
k.i.l.l myself
k i l l m y s e l f
going to end my lief
ending my liffe
end mylife
i wanna unalive
i want to be unalived
kms tbh
commiting suicide
thinking of comiting sucide
im done with everything, goodbye
this is goodbye
tell my kids I love them, I can't go on
I'm not going to be here much longer, who will have my cat
I'm ready to go now, I have had enough of this life
I've had enough and I want to go to sleep for good
voices tell me to kill myself""",
    "self_harm": """my daughter has been cutting her arms
I keep scratching my arms till they bleed
I've started hurtin meself again
I hurt myself last night
I hurt myself on the arms
I cut myself on my wrists
I cut my self when I am sad
my son cuts himself
i burn my legs with cigarettes
she's been cutting her legs in her room
I found cuts all over my daughter's arms
I punch the wall till my hands bleed
i hit my head on the wall on purpose
I want to cut my wrists
I use a razor on my thighs
i have slit my wrists
I'm making myself bleed
selfharming agen
self-harm has come back
i starve myself to punish myself
my teenager is self harming
I bite myself till it bleeds""",
    "overdose": """I've took loads of paracetmol
i took some pills and feel funny
I took all my tablets
I've taken a whole box of ibuprofen
my mum has taken too many of her sleeping pills
she's swallowed a packet of paracetamol
my toddler drank bleach
kid swallowed a battery
my son has swallowed a button battery
I took too much insulin
i've done too much heroin and i cant breathe
I necked a load of pills
my mate took something and wont wake up
overdozed on my tablets
i have over dosed
just took 30 co-codamol
I drank antifreeze""",
    "abuse": """he hits me every night
he hits me when he's drunk
he hits me hard
my dad hits me like I'm nothing
he put his hands round my throat
my ex keeps following me and waiting outside
my ex is stalking me
he rapd me
I need to get away from him
my husband hits me in front of the children
he hit me so hard I fell
my mrs hits me
my wife hits me with things and nobody believes a man
my partner beat me black and blue
me fella gi's me a hiding
he gid me a black eye
he ay half hit me last night
the other half knocks me about
my bloke knocks me about
he threw a plate at my head
he pulls my hair and spits at me
he spat in my face and pushed me
he bit me
my boyfriend put a pillow over my face
he smacked me round the head
my girlfriend scratches and punches me
my step dad thumps me
my brother smacks my mom about
my son punches me and takes my money
my grandson pushes me over and takes my pension
my husband makes me have sex when I don't want to
he has sex with me when I'm asleep
my uncle raped me
i got raped at a party
I was sexualy assaulted
he follows me everywhere and reads my phone
he tracks my phone
he says he will kill me if I leave
my ex said he will kill me
my husband says no one will believe me and I'm not allowed out
i'm not allowed to see my family
I'm not allowed to leave the house
he won't let me have a bank card
he takes my wages and locks the door
he calls me names all day and says I'm worthless
I am scared of what he will do
scared he'll hurt me
I'm frightened to go home because of my husband
I'm scared to go home
he will be angry if he finds this
I want to leave him but I'm scared
how do i leave my husband safely
I've run away from my husband
I've left him and I'm hiding with the kids
domestic voilence
my partner is violant
my husbend hits me
my boyfreind hit me agen
he kicked me in the stomach and im pregnant
my family are going to force me to marry
they want to marry me off
my family will kill me for seeing him
my carer shouts at me and takes my money
my husband he hit me always
he is beat me every day
he hit me and my kids
my husband punched the wall next to my head
he shared naked pictures of me
he threatens to share my photos""",
    "danger": """knife to my throat
he held a bread knife to my throat
there's a bloke threatening my mum with a knife
im not safe
I don't feel safe
my passport was taken and I have to work for no pay
he's got a nife
someone's got a gun
there's somebody in my house
someone is in my garden trying the windows
someone is kicking my door in
someone is following me home
I'm being held here and can't get out
they won't let me leave and I have to work
my boss keeps my passport and doesn't pay me
I am made to sell sex
forced to work for nothing
my house is burning
the kitchen is on fire
I think I'm having a stroke
my husband has collapsed
my baby isn't breathing
my baby has stopped breathing
he is bleeding and it wont stop
my mom fell and she's unconscious
I've been stabbed
my neighbor is screaming for help
people are fighting with knives in the street
we are in danger
I need the police
call an ambulance
send an ambulance please
I carnt breath
my dad is having a hart attack
my throat is swelling up and I can't swallow
he's having a fit and wont come round""",
    "harm_others": """the voices are telling me to hurt people
I want to hurt someone
I'm scared I'll hurt my kids
I feel like killing my husband
im going to stab him
i will kill her
I might do something to my neighbour, I want to hurt him
I can't stop thinking about hurting people
I'm going to smash his face in
I nearly threw the baby
I'm going to shoot up the school
a voice says kill them""",
    "child": """my stepdad comes into my room at night
my 14 year old is being groomed
a man online is asking my daughter for naked pictures
my child is at risk
the kid next door is always covered in bruises
my niece is being sent to be married abroad against her will
my grandson takes drugs up to london for a gang
I hit my baby and im scared i will do it again
they are going to cut my little sister
my mum hits me
my dad gets in my bed
my uncle makes me touch him
my granddad puts his hand down my trousers
an older man is messaging my son
someone is blackmailing my son with a picture
my son is being made to sell drugs
my daughter is being made to marry a man she doesnt know
my friend at school has burns on her arms
the baby next door screams all night and they shout at it
next door are beating their kids
I smacked my toddler hard and left a mark
i lost my temper and shook my baby
I am 11 and I'm scared of my dad
im nine and nobody is looking after me
mom's been gone two days and im on my own with my brother
my sister is 12 and her boyfriend is 25
they want to do fgm on my daughter
my little brother isnt being fed
the children at number nine are left on their own
my child is in danger
my daughter told me grandad touched her
my son says his teacher touched him
my niece is being abused""",
    "elder": """the carer is rough with my mum
my nan's bank card has been used by her carer
my grandson takes my pension off me
the carer don't feed my dad
they leave mom in a dirty bed at the home
somebody has been getting money out of my neighbour, she's 84
my elderly neighbour has not been seen for days
my nan is on the floor and can't get up
my brother shouts at our mom and won't let her eat
my dad with dementia has gone missing
nurse hit my grandad in the home
my aunt has been left with no food by her son""",
    "no_food": """we've got nothing in for tea and no money
im hungry and ive no money
starving no food in house
got no milk for the babby
we ay got nowt to ate
I ay et for two days
ain't had nothing to eat since yesterday
aint ate today
we have run out of food
there is no food left for the kids
no dinner for the kids tonight
I'm going without so the kids can eat
I only eat once a day so my kids can eat
cant aford food
i have no fud
hungrey and no money til friday
no grub in the ouse
no money no food
got nothing for the kids tea
our cupboards are bare
the babby's got no milk
no formula left
we've nothing in the fridge
need food today
I need a food parcel
the kids have had nothing today
I have £2 left and nothing to eat""",
    "no_bed": """got nowhere to stop tonight
they chucked me out and i got nowhere
my mate says I can't sofa surf no more and I've nowhere to go
I'm on the streets
we've been made homeless
we're getting evicted tomorrow and have nowhere
im sleepin ruff
sleeping in a doorway
sleeping in the bus station
my mom has thrown me out and I am 16
no were to sleep
I've lost my flat and I have nowhere to live""",
    "no_warmth": """no gas and the baby is cold
electric's gone and I have a newborn
my nan is freezing and can't put the heating on
the meter has run out and we have no money and the kids are cold
we've got no heating and it's freezing
it's freezing in here and I can't afford the heating""",
    "suicide_loss": """my dad died by suicide
my friend hung himself and I can't stop crying
we lost our son to suicide last year
my wife took her own life
a group for people who lost somebody to suicide
my mate killed himself and I want to talk to somebody
since my brother's suicide I can't sleep""",
}
