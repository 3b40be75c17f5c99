"""Every tuned number of the search and of the bound, with its unit and what was measured.

Nothing here changes what is legal or what a roster costs: other numbers find other rosters,
sooner or later. Measurements are from two cores on the centres of docs/benchmarks.md, single
runs unless a number of seeds is given; "not measured" means that the number was chosen and
kept. numba reads those that a kernel uses when it compiles it.
"""

from __future__ import annotations

# ---- annealing (local_search/annealing.py) ------------------------------------------------

# Dollars: temperature at which a full annealing starts. Between 2 and 8: not measured.
START_TEMPERATURE = 4.0
# Dollars: later annealings start from the incumbent at the first of these, then at the second.
# A published roster, which should change little, is only ever annealed from the second.
# Not measured.
REHEAT_TEMPERATURE, LAST_REHEAT_TEMPERATURE = 1.5, 0.6
# Dollars: temperature at which an annealing ends, unless MOST_LEFT_ABOVE asks for a lower one.
# Not measured.
FINAL_TEMPERATURE = 0.2
# Dollars: the most that all worked days together may be left above the best by the last moves;
# the final temperature is this divided by the days. At .2 dollars whatever the size, 1,000
# CSRs ended 70 dollars above where they started.
MOST_LEFT_ABOVE = 25.0
# Full annealings from different first rosters, fewest and most. With 24 CSRs and three scarce
# languages six annealings of 9 s ended between 757 and 1,043 dollars: who of four speakers is
# off when is settled early, and no later move undoes it. Three restarts and the best of them
# annealed on ended at 715 to 760 after 60 s, one annealing of the same time at 813. 10 CSRs,
# load .80, scarce, 40 s of one process, two seeds: 2,776 and 2,778 dollars from three restarts,
# 2,651 and 2,662 from five.
RESTARTS, MOST_RESTARTS = 3, 8
# Share of the time for all restarts. Not measured.
RESTARTS_SHARE = 0.45
# Day moves for each worked day that make a restart worth its time: there are as many restarts as
# the time has room for. Not measured apart from RESTARTS.
MOVES_PER_RESTART = 700
# Share of the time left that the first annealing after the restarts takes, and by how much each
# later one is shorter. Not measured.
REHEAT_SHARE, NEXT_REHEAT_SHARE = 0.6, 0.7
# Seconds: no later annealing is planned shorter than this. Not measured.
SHORTEST_REHEAT_S = 2.0
# Day moves for each worked day: with the first number or fewer the start temperature stays at the
# final one, with the second or more it is START_TEMPERATURE, between them in proportion to the
# logarithm. A roster that the time would not do to mend is not taken apart. Not measured.
MOVES_FOR_NO_DEPTH, MOVES_FOR_FULL_DEPTH = 20, 2000
# How many times their price refused requests and excused attendees count while a first roster is
# placed and when its annealing starts; they have their price from the second number on, a share of
# that annealing, and in all later ones. Days off and sittings are settled early, so they have to be
# right early. Of restarts every other one has excuses at their price: a test's centre where
# excusing pays was missed in 2 of 4 runs of 2 s without that. Where more hours are required than
# people have, excuses always have their price: 250 CSRs, 1.05, scarce, ended 1,100 dollars higher
# with dear excuses. 1,000 CSRs, uneven, 25 s of work: 8,320 dollars at true prices throughout,
# 7,729 with these; docs/benchmarks.md has more. Other numbers than these were not measured.
DEAR_AT_FIRST, DEAR_SHARE = 10.0, 0.7
# Of the time of a week that was published: the search that keeps every published shift.
KEPT_SHIFTS_SHARE = 0.4
# How many times their price changes of activity count in it, so that only what has to change
# does: best weeks of one person after the other move everybody a little, and never back. inputs/
# with an hour's meeting of 20 in four sittings: 1,455 dollars and 102 person-days changed at 1,
# 1,372 and 75 at 4, 872 and 47 at 8, 1,056 and 51 at 16 (5 dollars an hour, 6 s of work).
CHANGES_DEAR = 8.0
# Searches of that kind that share its time where a meeting has to be seated, and the mean of the
# noise in dollars on its starts in all but the first.
KEPT_STARTS, SEATING_NOISE = 4, 20.0
# Dollars that a roster has to save to be kept in the middle of an annealing: a copy takes time.
# Not measured.
WORTH_KEEPING = 0.5
# Rosters kept to fall back on where a rule rejects the best one. Not measured.
FALLBACKS = 8

# ---- neighbourhoods (local_search/neighbourhoods/) ----------------------------------------

# Day moves in a burst, and at least one for each person's week. Not measured.
BURST = 2000
# Week moves after each burst. Twice as many as before, and hotter (WEEK_HEAT), narrowed the range
# of the restarts at 24 CSRs, scarce, from 757 to 1,043 dollars to 744 to 855.
WEEK_MOVES = 60
# Temperature of week moves, as a multiple of that of day moves: at the start of an annealing, and
# at its end after the restarts; they settle who is off when, and early. 60 CSRs, one process,
# 55 s, one run each: 353 dollars with always 4 times and half as many moves, 346 with 20 to 2;
# the bound was 307.
WEEK_HEAT, LAST_WEEK_HEAT = 20.0, 2.0
# Share of the week moves that move a meeting, where there is one. Not measured.
MEETING_SHARE = 0.12
# Of the other week moves, the share that rebuilds all weeks of some people, where the horizon has
# several weeks. Not measured.
WHOLE_HORIZON_SHARE = 0.1
# Of the rest, the shares of people alike (same channels and languages) and of people who count
# where it is short; what is left takes any people. Not measured.
ALIKE_SHARE, SHORT_SHARE = 0.4, 0.3
# People rebuilt together, and how often each number is drawn. Not measured.
PEOPLE_TOGETHER, PEOPLE_TOGETHER_WEIGHTS = (1, 2, 3, 4), (0.15, 0.4, 0.3, 0.15)
# Dollars a head and slot: standard deviations of the noise on the prices at which they are
# rebuilt, equally often drawn. Not measured.
WEEK_NOISE = (0.0, 1.0, 4.0, 15.0)
# Dollars: means of the noise on the starts of a meeting that moves, equally often drawn.
# Not measured.
MEETING_NOISE = (5, 50)
# Dollars a slot: standard deviations of the noise on the prices of a day move, equally often
# drawn. Not measured.
DAY_NOISE = (0.3, 1.0, 3.0, 10.0)
# Share of the day moves whose day is drawn from those of people who count where it is short; 0
# turns that off. 250 CSRs, .95, scarce, 15 s of work of one process, ten seeds: medians of 2,151
# dollars without and 1,985 with it, better in seven. Three or four seeds of 24 and 60 CSRs, scarce,
# and of inputs/ show nothing either way.
FOCUS_SHARE = 0.5
# Day moves between two sums of what is short. Not measured.
FOCUS_REFRESH = 50
# People of a short row who are looked at until one works that day. Not measured.
FOCUS_TRIES = 6
# Share of a day's moves that keep the start of the shift. Not measured.
SAME_START_SHARE = 0.5
# Share of the moves that propose a day as it was published, where a day that differs has a price.
# Not measured.
AS_PUBLISHED_SHARE = 0.15
# Slots over which a person's time on deferrable work is priced at once. Not measured.
STINT_SLOTS = 8
# Dollars: a move that costs this much more is still no worse; above the noise of the arithmetic.
EPSILON = 1e-7

# ---- first roster and sittings (first_roster.py, sittings.py) -----------------------------

# Attempts to place everybody and every meeting. Not measured.
FIRST_ROSTER_ATTEMPTS = 8
# Dollars: how much more the starts of meetings are shaken from attempt to attempt. Not measured.
FIRST_ROSTER_NOISE = 20.0
# Dollars a slot by which queues get dearer from try to try, where a person's programs do not fit
# between the pauses of the best shifts. Not measured.
PROGRAM_NOISE = (1.0, 3.0, 10.0, 30.0, 100.0, 100.0, 300.0, 300.0)
# How far the reward of a program's slot moves with what was used too little or too much; dollars.
# Not measured.
REWARD_STEP = 2.0
# Share of the cost that a pass over all people has to save for another one. Not measured.
WORTH_A_PASS = 0.03
# Dollars: what a sitting costs where the attendee's shift has to move for it. Not measured.
SHIFT_HAS_TO_MOVE = 30.0
# Share of the moves of whole meetings that put all sittings into the leave of somebody, who is
# then excused and free to work on another day; and of the moves that keep such sittings there. In
# a centre of ten it was worth 127 dollars of 2,777.
EXCUSING_SHARE, STAY_EXCUSED_SHARE = 0.3, 0.8
# Choices of sittings that are tried until everybody has a legal week. Not measured.
SITTING_TRIES = 12

# ---- work of a step in seconds, where no clock may be read (`--reproducible`) --------------

DAY_MOVE_S, WEEK_MOVE_S, WEEK_S, ALLOTMENT_S, SPEAKERS_DAY_S = 1e-4, 4e-3, 2e-3, 2e-3, 0.3

# ---- finish (finishing.py, cp_sat/) -------------------------------------------------------

# Share of the time kept for the finish; and where a rule is set that no kernel knows, for the
# repair and the search under all rules as well.
FINISH_SHARE, UNKNOWN_RULES_SHARE = 0.1, 0.6
# Share of the time left after a repair in which the search goes on under all rules.
SCREENED_SHARE = 0.75
# Under such rules a burst is shorter, since whoever breaks one loses all of its moves: day moves
# for each person's week, and week moves after them. Not measured.
SCREENED_MOVES, SCREENED_WEEK_MOVES = 8, 15
# Seconds for one neighbourhood, and for one piece that breaks a rule. CP-SAT's first better
# roster comes after .5 to 2 s (10,000 variables).
PIECE_S, REPAIR_S = 1.5, 2.0
# Of repair: the day, the week, weeks with colleagues; and repairs of one person, or of one rule
# that names nobody, without progress until it is given up. Not measured.
REPAIR_LEVELS, REPAIR_FAILURES = 3, 12
# People whose day is decided at once, shifts kept: 11,000 variables on inputs/.
DAY_PEOPLE = 16
# Person-days that may be decided at once around a meeting, shifts kept. Not measured.
MEETING_DAYS = 60
# People whose whole weeks are decided at once: 10,000 variables, two seconds to presolve.
WEEKS_TOGETHER = 2
# People decided at once where a broken rule names nobody. Not measured.
BROKEN_DAYS = 4
# Person-days up to which everything is decided at once: 8 people for a week. The whole model
# finds no better roster at 20 people.
WHOLE_DAYS = 56
# People whose days one model accepts; of a larger centre, so many even when the time is out; and
# seconds for each, measured at 26 people.
ACCEPTED_AT_ONCE, ALWAYS_ACCEPTED, ACCEPT_S = 50, 100, 0.015
# Dollars for each unit by which a rule is broken while it is repaired: more than keeping it can
# cost. At 1,000 a rule that empties an evening stayed broken.
BREACH = 100_000.0
# Seconds to complete a hint (a tenth is usual), and for a cheaper way to keep the rules once they
# are kept.
HINT_S, POLISH_S = 10.0, 0.4
# Dollars that a neighbourhood has to save.
WORTH_FINISHING = 1e-6
# Seconds to prove why a rule cannot be kept.
EXPLAIN_S = 10.0
# Seconds of work, where no clock may be read: for each variable and constraint of a model, and for
# a unit of CP-SAT's deterministic time.
BUILD_S, SOLVE_S = 1.5e-5, 3.0

# ---- second process (second_process.py) ---------------------------------------------------

# Up to so many groups of people alike, the second process proves for the first share of the time
# by prices, up to the second one by speakers together, and then searches too; beyond, it proves
# until the end. Not measured.
FEW_GROUPS, PRICES_SHARE, PROVING_SHARE = 80, 0.3, 0.55
# Added to the seed of the search.
SECOND_SEED = 1_000_003
# Seconds by which it ends before the first process, so that its last roster arrives.
EARLY_S = 0.3

# ---- subgradient steps of the bound (lower_bound/subgradient.py) --------------------------

# Shares of a missing head's price that a price moves in a round, at first and at last. Before
# common prices were found first, Portland's week needed shorter ones and 60 CSRs at 1.05 longer
# ones; since then no case was found that asks for others.
FIRST_STEP, LAST_STEP = 0.2, 0.00005
# Beyond so many groups a round looks at a batch of them. Of 114 groups all of them prove 32,006
# in 40 s and samples 30,885; of 278 samples prove 7,140 and all of them 6,995.
MANY_GROUPS, BATCH = 150, 40
# What is kept a round of the running mean of the direction, and of its square: the usual ones of
# Kingma & Ba (2015). Not measured.
MEMORY, SCALE_MEMORY = 0.9, 0.99
# Share of a missing head's price to which the common prices of all time are found. Not measured.
COMMON_PRICE_ACCURACY = 1 / 256

# ---- scarce languages (lower_bound/scarce_languages.py, speakers_day.py) ------------------

# Speakers of a row that are solved jointly, at most; of more there are too many sets of people
# that could work a day.
MOST_SPEAKERS = 6
# CP-SAT's deterministic time, about seconds: for one choice of who works when, and for one day.
CHOICE_WORK, SPEAKERS_DAY_WORK = 10.0, 1.0
# CP-SAT's deterministic time for the week of all supervisors together. Not measured.
SUPERVISORS_WORK = 10.0
# Parts of a dollar to which the objective of these models is rounded down.
SPEAKERS_UNITS = 10_000

# ---- worth of one more and one fewer (headcount_worth.py) ---------------------------------

# Bursts of one variant, day moves in each and week moves after each. Estimates good to some
# dollars (docs/formulation.md, "The worth of people").
WORTH_BURSTS, WORTH_DAY_MOVES, WORTH_WEEK_MOVES = 6, 1000, 10
# Dollars: temperatures at the start and at the end.
WORTH_START_TEMPERATURE, WORTH_FINAL_TEMPERATURE = 0.5, 0.1
