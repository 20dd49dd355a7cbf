"""What only sounds like a crisis: everyday sentences that must not frighten anybody. All invented."""

from __future__ import annotations

SOUNDS_LIKE_IT = """finish my life story book
jump off the bus near a library
I can't go on the bus without help
I dont want to be here in Dudley on my own at christmas
self harm awareness training
I take an overdose of chocolate every easter
I'm starving for some good conversation
The kids are starving after football, any cafes
I can help people with suicide first aid training
write my life story
the end of my working life
I want to end my working life and start a hobby
take my life in a new direction
my life is boring
I'm thinking about ending my subscription
finish it all off with a cup of tea
ending it with a sing song
I want to end it at four
I want to diet
I'd like to dye a jumper
I want to die laughing at a comedy night
I'm dead on my feet after work
I'm dead tired and need someone to sit with mum
dead flowers to compost
the battery is dead
dying trees in the park
dad is dying and I want to make his garden nice
I think about my late husband every day
I think about baking every day
I miss him every day
the quickest way to Dudley
what's the quickest way to the library
whats the easiest way to learn to type
I'm standing in the election
standing on the bridge of the canal we saw litter, who clears it
I stand on the bridge to watch the boats with my grandson
I've been stockpiling jam jars
I've been saving up my wool
I have written letters to the council
I want to write letters to a pen pal
saying goodbye to my mom was hard and I want to talk
we are saying goodbye to our vicar with a party
set up a fire pit
the chip pan fire talk
I give up on computers
I've lost the will to do this form
lost my bus pass
no reason to stay in when the sun is out
there's no point in having a car
no longer wish to get your newsletter
I no longer wish to drive
I can't do this form no more
I can't do my garden any more
I can't do the stairs anymore
I can't cope with the garden any more
I can't take the stairs any more
I can't keep my garden safe from foxes
how to keep myself safe online
I want to keep safe online
would the kids be happier if we had a club
my family would be better off if I worked
I would be happier if I was around people
everyone would be better off with a community garden
don't care if it rains
scratching post for a cat
my arms are itchy
my hands bleed from the cold, any cream
I cut myself shaving and can't see well
I cut my finger on a tin, first aid class
I cut my knee on the ice
cutting fabric for a quilt
I've been cutting hedges
hurt my arm gardening
I hurt myself at work and need advice on a claim
I hurt myself in a fall and need a walking frame
I burn easily in the sun
I took my tablets late, who can help me remember
I took some pictures of the canal
took loads of cuttings from my garden
I've too many tablets and phones to set up
I took all my books to the fair
a tablet lesson
pills reminder box
my old tablet has died
the bus was late and I was too
he hits the nail on the head
he hits the ball hard
it hits me when I get home to an empty house
it hits me every night that she's gone
the loneliness hits me at night
when it hits me I cry
the grief hits me hard
christmas hits me hard
the bedroom tax hits me hard
the bills hit me hard this month
winter hits me hard
it hit me like a train when she died
it beats me how to fill this in
that beats me
my grandson beats me at chess
he beat me at darts
she beats me at cards every week
kick me off the rota if you need to
the council hit me with a fine
my ex and I share the kids
my ex keeps the dog
my ex husband has moved away
my dad follows me on the bus to keep me company
a walking group that follows the canal
we follow the old railway
waiting outside the surgery in the cold
my carer helps me with my money
my carer takes me out
my carer talks loudly as I am deaf
someone to shout for at the football
I need to get away for a weekend
I need to get away from the telly
I want to get away from it all
hands round the table
put my hands in clay
throat singing
a sore throat
bread knife wanted for the kitchen
knives forks and spoons for a street party
a butter knife to give
I feel safe here
is the park safe at night
I want to feel safer on the bus
road not safe for kids to cross
it's not safe to walk on the broken pavement
my grandson takes the train to London
grandson takes drugs for his asthma
my niece is getting married abroad
my niece is being married in june and needs help with the cake
my stepdad comes to the club with me
my stepdad comes into town on fridays
a room for the night class
a man online is teaching my daughter guitar
dog grooming for my old dog
my 14 year old is bored
the kids next door are always laughing
my little sister wants to cut her hair
cut the cake with my little sister
my baby hit six months
my toddler bruises easily, she plays rugby
first night out since the baby
work for no pay as a volunteer
my passport was lost and I need a form
I have to work late
the voices in the choir
hear voices in harmony
voices telling stories
nothing on for the kids this summer
nothing in town for young people
no money for a taxi
I have no money for a hobby but lots of time
no milk in my tea please
I have milk to give away
hungry caterpillar story time
hungry to learn
starving artists group
I'm starved of company
food for thought
the tea and cake at the hall
a light lunch
no food allowed at the hall, is that so
sleep out for charity
camping in a tent for a week
living in my car port is a hedgehog
freezing meals for later
freezing fog and I need a lift
the cold gets in
gas man story
no heating allowance form
I need a police check for volunteering
want to join the ambulance service
a shot in the arm for our town
stab at watercolours
I'm going to murder a song at karaoke
I'd kill for a garden
kill two birds with one stone
killer heels
a murder mystery evening
bereaved and want a walk
my husband died by the sea and I would like to scatter his ashes
my brother lost his life in the war
he took his life savings to the bank
she took her life drawing class
I want to help people who self harm
I volunteer with abused women
I want to support victims of abuse
our refuge needs curtains
hello I'm sick of being at home all day
I'm fed up of living in a mess
fed up of life on benefits, I want to work
I have had enough of living in a cold flat
tired of living on ready meals
I want to live near my mum
I don't want to live on my own
I don't want to live in a care home
wish I was there
I wish I was dead good at painting
I might as well learn to cook
I could disappear into my shed forever
my kids disappear for hours on their phones
she's always on the edge of her seat
on the edge of the estate
I'm on the roof garden team
a goodbye party
goodbye for now and thank you
I'm ready to go to the gym
ready to go swimming
it is all over my carpet
I'm done with decorating
I'm done with smoking
death cafe
talk about death and dying
plan my funeral
make a will
I want to make a will before I die
what happens to my dog when I die
I want to see the sea before I die
a bucket list before I die""".splitlines()
