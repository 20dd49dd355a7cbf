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

SOUNDS_LIKE_IT += """I want to make new friends
could someone help me carry on with my knitting
I carry on my grandad's allotment
I'm living on my own for the first time
I'd love to live near water
we want to end loneliness in our street
I want to finish things I started
I want to end the year with a party
I'm ending my shift at ten, anything after
dying my hair for charity
the batteries died in my hearing aid
my husband died and his tools need a home
my wife died two years ago and I can't get going
my dad hit eighty this year
we hit on a good idea
my son hit his head at football and missed school
he hit the jackpot at bingo
my grandson kicks a ball about with me
she slaps paint on the wall
my toddler hits me when he's tired
my baby bit me while feeding
my dog bit me
the cat scratches me
my mum beat cancer
she beat me in the race for allotment plots
my son beat me on the xbox
he pushed me to try the choir
my daughter pushed me to ask for help
she pushes me in my wheelchair
my husband pushes me in my chair
my carer pushes me round the park
my friend dragged me along to bingo
my neighbour threw me a lifeline
my husband took me dancing
my wife left me and I'd like company
my husband left and I need to learn to cook
I left my husband years ago and want to meet people
my ex shares the driving
he takes my mum shopping
my son takes my bins out
my grandson takes me to the shops
my daughter checks on me every day
my daughter checks my post because I can't see
my husband controls his diabetes
my husband has a stroke group on mondays
my husband had a stroke and we need respite
my son got a knife for his birthday for woodcarving
woodcarving with a knife
learn to use an axe safely
my landlord has got a key
they keep my passport photos at the library
I need my passport form signing
a chip shop on fire with flavour
camp fire songs
house warming party
the house is not safe for my walker
is it safe for kids
I feel unsafe on icy paths
the pavement is not safe here
keep my mum safe at home with an alarm
a child needs a bike
children at risk of missing holidays
my child gets left out at school
my daughter is being bullied at school
my son is being teased
my daughter is being assessed for autism
my boy is being a pain
my little boy has burns night at school
the little girl has marks out of ten
I hear kids playing next door
teach children touch typing
I touched my toes at yoga
keep in touch with my son
he touched me with his kindness
my uncle came into my shop
my dad came to my house for tea
my brother comes to my room to play games
pictures of my grandchildren on my phone
help to send photos to my daughter
my grandson sends me pictures
an older man to play chess with my son
I talk to an older man at the club
my gang of friends
join a gardening gang
drugs the doctor gave me make me dizzy
collect my tablets from the chemist
help me sort my pills
my meds make me sleepy
saving tablets of soap for the shelter
I had loads of tablets to learn with at work, Android and Apple
my nan fell out with me
my nan needs washing doing
my nan's carer is lovely
the carer takes my nan to bingo
someone to sit with mum
she is hungry for news
what's for tea
we run a food bank
can I donate to the food bank
I need food waste bags
my cat is hungry
feed the birds
I can't feed my cat while away
no dinner ladies at school
tea and no sympathy
dinner dance
sleep over at nan's
the kids sleep in a tent in the garden
living in a village
live in carer
a bed in the garden
no room for the table
I lost my flat cap
I'm freezing veg
cold calls from salesmen
hot meals
heating engineer
shots for my flu jab
get my flu shot
shoot the breeze
I don't want to be on my own
I don't want to carry on driving
I don't want to go on the computer
I can't go on holiday alone
can't keep going to the gym
no point going alone
what's the point of the parish council
is there any point in applying
I would rather be at home
I'd rather be gardening
I'd like to be gone by three
I'm going to be gone for a week, who feeds the cat
wish you were here
I hope to be here next year
I won't be here on friday
jump rope for kids
skip jump and run
jump start my car
my car won't start and I'm late
crash course in french
walk in front of the procession
I step out for a walk
dance on the bridge festival
tracks on the record
a note for the milkman
I wrote a letter to my MP
goodbye party for the vicar
say goodbye to plastic
think about death insurance
bury my cat
cemetery visit
I take my life one day at a time
my life is quiet
life is hard with arthritis
life has got lonely
tired of my four walls
tired of the telly
sick of crisps
fed up with the noise
I've had enough of winter
I give up sweets for lent
giving up smoking
the burden of paperwork
I don't want to be a burden
not wanting to be a burden on my son
worried about my heart
my heart is broken
heart support group
my hands bleed in winter
scratch cards
my skin is itchy
cut my toenails
cutting garden
paper cuts
burn off some energy
burn calories
voices in the choir tell a story
tell people about our club
my boss is retiring
neighbours shout at football
I shout at the telly
hide and seek for kids
run away with the circus
run away dog
I left home at 16
my mate follows the wolves
following the news
wait outside the school
waiting at the hospital""".splitlines()

SOUNDS_LIKE_IT += """help with my daughter's school shoes
my hands shake when I write
my hearing aid battery is dead
dead leaves to sweep
the hall is freezing, can we fix the boiler
my fridge has died
the freezer is broken
I need a fridge
my cooker is broken
the kids love bread
bake bread for tea
a knife and board to cut bread
we cut the grass on sundays
cut-price wool
cut off from the bus since the route stopped
bus route has been cut
my benefits have been cut
hospital cut my hours
I was hit by redundancy
covid hit us hard
the flood hit our street
the news hit me
we got hit with a bill
beating the drums
beat eggs for a cake
kick start my fitness
kickboxing class
boxing for kids
self defence class
karate kids punch and kick
my son punches above his weight at school
she slapped the table laughing
a slap up meal
strangled by weeds
bindweed is choking my roses
the ivy is strangling the tree
burn wood in the stove
I burn toast
I burned my hand on the iron
bonfire burning
threatening weather
a threat to our library
fight to save the baths
war stories
I was a soldier
gun dog training
water pistols for the fun day
toy guns
a hammer to borrow
can I borrow an axe
borrow a saw and a screwdriver
gas fitter
smell the roses
I've lost my sense of smell
the drains smell
my car broke down
my ex broke my mower
someone broke our bench
someone is coming to my house to fix the boiler
a man came into our shop with cakes
he came with flowers
follow us on facebook
my mum forces me to laugh
mum makes me do my homework
my husband makes me a brew
he makes me laugh
they make us welcome
we have to work weekends
I work for nothing as a trustee
he won't let me pay for the drinks
my mum won't let me on the bus alone
my husband won't leave the house
my wife won't go out
my dad never leaves his chair
he gets angry with his computer
my son gets angry at his homework
dad's got dementia and gets cross
my husband shouts in his sleep
he's scared of spiders
scared of heights
I am scared of the dentist
I am frightened of dogs
scared of going into town
my daughter is scared of school
scared to use the phone
I'm afraid I can't come
afraid to ask for help
my child is a fussy eater
baby won't sleep
my baby cries at night
I'm 14 and want to volunteer
I am 15 and bored
I'm sixteen and looking for work
we have three kids and one bedroom
my daughter is pregnant
I'm pregnant and want a class
I am hungry for knowledge
never eaten sushi
I've eaten too much cake
I've eaten all the pies
I took too many photos
I have too many books
took a whole box of books to the shop
swallowed my pride
drank too much tea
I want to stop drinking
cut down my drinking
I take drugs for my heart
my tablets give me a dry mouth
need someone to fetch my tablets
my mum forgets her tablets
my will needs writing
will writing
funeral costs
my mum is dying
my dog is dying
my dad passed away
my nan died alone
everyone is dead boring round here
life after work
a better life
I love my life here
save a life with first aid
lifeboats
new life in the garden
I have no life
get a life
the end of summer
weekend end
I finish work at five
end of term
my husband finished with golf
nothing to do
no reason
nothing to wear
nothing left to chance
nowhere to park
nowhere to sit
nowhere to walk the dog
no home broadband
I don't have a home phone
home alone all day
alone at night
I'm alone since he died
I sleep alone
I sleep on the sofa as my bed is broken
sleeping badly
camping with scouts
on the street where I live
our street party
on our street there are no trees
evicted hedgehogs
mum has lost her purse
I've lost my cat
the lost hour
missing my sister
missing bus stop
a missing button
my grandson is missing out
bridge club
playing bridge
on the bridge team at the club
railway club
model trains
watch trains from the platform
cliff walks
roof needs mending
jump in with both feet
I jump at noises
jump leads
harm to hedgehogs
pain in my knee
the pain won't go away
my pain is bad
hopeless at maths
no hope of fixing it
I give up
I give up my seat
sick and tired of potholes""".splitlines()
