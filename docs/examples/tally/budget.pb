META
key;value
description;An invented budget of a small town
country;United Kingdom
unit;Newtown
instance;2026
num_projects;6
num_votes;10
budget;10000
vote_type;approval
currency;GBP
PROJECTS
project_id;cost;votes;name
bench;1200;4;Benches on the way to the shops
garden;3500;5;A garden behind the library
lights;4800;5;Lights on the towpath
lunch;2400;4;A lunch club on Sundays
ramp;1500;3;A ramp at the chapel
stage;6000;4;A stage in the park
VOTES
voter_id;vote
1;lights,stage
2;lights,stage
3;lights,stage,garden
4;lights,stage
5;lights,garden
6;garden,lunch,bench
7;garden,lunch,bench
8;lunch,ramp,bench
9;lunch,ramp
10;ramp,garden,bench
