"""The measures: a table of contents. A measure is here or it does not exist."""

from __future__ import annotations

from typing import Final

from kithkin.measures.advisor_overview import advisor_overview
from kithkin.measures.answerable import answerable
from kithkin.measures.answered import answered
from kithkin.measures.answerers import answerers
from kithkin.measures.answers import answers
from kithkin.measures.answers_in_threads import answers_in_threads
from kithkin.measures.audience import audience
from kithkin.measures.audience_by_network import audience_by_network
from kithkin.measures.automated_message import automated_message
from kithkin.measures.automated_message_evidence import automated_message_evidence
from kithkin.measures.burst_causes import burst_causes
from kithkin.measures.burst_evidence import burst_evidence
from kithkin.measures.burst_explanations import burst_explanations
from kithkin.measures.burst_members import burst_members
from kithkin.measures.burst_signs import burst_signs
from kithkin.measures.burstiness import burstiness
from kithkin.measures.chosen_community import chosen_community
from kithkin.measures.churn import churn
from kithkin.measures.circles import circles
from kithkin.measures.commercial_evidence import commercial_evidence
from kithkin.measures.commercial_share import commercial_share
from kithkin.measures.commercial_verdict import commercial_verdict
from kithkin.measures.common_ground import common_ground
from kithkin.measures.common_ground_evidence import common_ground_evidence
from kithkin.measures.common_ground_overview import common_ground_overview
from kithkin.measures.communities import communities
from kithkin.measures.community_people import community_people
from kithkin.measures.contact_network import contact_network
from kithkin.measures.contact_times import contact_times
from kithkin.measures.contribution import contribution
from kithkin.measures.contribution_between import contribution_between
from kithkin.measures.conversations import conversations
from kithkin.measures.conversations_to_join import conversations_to_join
from kithkin.measures.correspondence import correspondence
from kithkin.measures.counted_followers import counted_followers
from kithkin.measures.coverage_overview import coverage_overview
from kithkin.measures.covered_channels import covered_channels
from kithkin.measures.covered_spans import covered_spans
from kithkin.measures.daily_followers import daily_followers
from kithkin.measures.decision_follow_up import decision_follow_up
from kithkin.measures.dialogue_features import dialogue_features
from kithkin.measures.dialogue_ratio import dialogue_ratio
from kithkin.measures.dialogue_strength import dialogue_strength
from kithkin.measures.digest_people import digest_people
from kithkin.measures.digest_threads import digest_threads
from kithkin.measures.direct_dialogue import direct_dialogue
from kithkin.measures.effective_following import effective_following
from kithkin.measures.effective_size import effective_size
from kithkin.measures.embeddedness import embeddedness
from kithkin.measures.ending_steps import ending_steps
from kithkin.measures.exchange_history import exchange_history
from kithkin.measures.exchanges import exchanges
from kithkin.measures.fading import fading
from kithkin.measures.fake_follower import fake_follower
from kithkin.measures.fake_follower_evidence import fake_follower_evidence
from kithkin.measures.false_accusations import false_accusations
from kithkin.measures.finished_windows import finished_windows
from kithkin.measures.first_contact import first_contact
from kithkin.measures.focus import focus
from kithkin.measures.follow_bursts import follow_bursts
from kithkin.measures.follow_dating import follow_dating
from kithkin.measures.follow_lists import follow_lists
from kithkin.measures.follow_order import follow_order
from kithkin.measures.follow_provenance import follow_provenance
from kithkin.measures.follower_arrivals import follower_arrivals
from kithkin.measures.follower_creation import follower_creation
from kithkin.measures.follower_timeline import follower_timeline
from kithkin.measures.following_breakdown import following_breakdown
from kithkin.measures.incoming_dialogue import incoming_dialogue
from kithkin.measures.influence_by_reach import influence_by_reach
from kithkin.measures.influence_by_size import influence_by_size
from kithkin.measures.influence_explained import influence_explained
from kithkin.measures.knocking import knocking
from kithkin.measures.layers import layers
from kithkin.measures.list_checks import list_checks
from kithkin.measures.live_threads import live_threads
from kithkin.measures.merge_suggestions import merge_suggestions
from kithkin.measures.message_sign_coverage import message_sign_coverage
from kithkin.measures.message_signs import message_signs
from kithkin.measures.monthly_exchanges import monthly_exchanges
from kithkin.measures.near_duplicates import near_duplicates
from kithkin.measures.network_constraint import network_constraint
from kithkin.measures.network_distribution import network_distribution
from kithkin.measures.network_leaders import network_leaders
from kithkin.measures.network_overview import network_overview
from kithkin.measures.network_reciprocity import network_reciprocity
from kithkin.measures.open_questions import open_questions
from kithkin.measures.outside_audience import outside_audience
from kithkin.measures.own_churn import own_churn
from kithkin.measures.own_matters import own_matters
from kithkin.measures.own_offers import own_offers
from kithkin.measures.own_pitch import own_pitch
from kithkin.measures.own_pitch_overview import own_pitch_overview
from kithkin.measures.own_promotion import own_promotion
from kithkin.measures.own_repeats import own_repeats
from kithkin.measures.own_repetition import own_repetition
from kithkin.measures.own_verdict import own_verdict
from kithkin.measures.pagerank import pagerank
from kithkin.measures.personal_rank import personal_rank
from kithkin.measures.pitch_evidence import pitch_evidence
from kithkin.measures.pitch_lag import pitch_lag
from kithkin.measures.profile_points import profile_points
from kithkin.measures.provenance_overview import provenance_overview
from kithkin.measures.public_acts import public_acts
from kithkin.measures.reaction_counts import reaction_counts
from kithkin.measures.reaction_edges import reaction_edges
from kithkin.measures.reaction_influence import reaction_influence
from kithkin.measures.recent_dialogue import recent_dialogue
from kithkin.measures.reciprocity import reciprocity
from kithkin.measures.response_latency import response_latency
from kithkin.measures.response_latency_overall import response_latency_overall
from kithkin.measures.shared_threads import shared_threads
from kithkin.measures.standing import standing
from kithkin.measures.suggested_advisor import suggested_advisor
from kithkin.measures.suggested_person import suggested_person
from kithkin.measures.suggestion_reasons import suggestion_reasons
from kithkin.measures.talkers import talkers
from kithkin.measures.thanks_received import thanks_received
from kithkin.measures.tie_features import tie_features
from kithkin.measures.tie_level import tie_level
from kithkin.measures.tie_overview import tie_overview
from kithkin.measures.tie_strength import tie_strength
from kithkin.measures.tie_year import tie_year
from kithkin.measures.topic_appeal import topic_appeal
from kithkin.measures.topic_examples import topic_examples
from kithkin.measures.topic_overview import topic_overview
from kithkin.measures.topic_passages import topic_passages
from kithkin.measures.topic_texts import topic_texts
from kithkin.measures.topics import topics
from kithkin.measures.triangles import triangles
from kithkin.measures.turned_to import turned_to
from kithkin.measures.turned_to_overview import turned_to_overview
from kithkin.measures.turns import turns
from kithkin.measures.two_way_channels import two_way_channels
from kithkin.measures.unanswered import unanswered
from kithkin.measures.unanswered_overview import unanswered_overview
from kithkin.measures.waiting_threads import waiting_threads
from kithkin.measures.what_came_first import what_came_first
from kithkin.model.measure import Measure

MEASURES: Final[tuple[Measure, ...]] = (
    advisor_overview,
    answerable,
    answered,
    answerers,
    answers,
    answers_in_threads,
    audience,
    audience_by_network,
    automated_message,
    automated_message_evidence,
    burst_causes,
    burst_evidence,
    burst_explanations,
    burst_members,
    burst_signs,
    burstiness,
    chosen_community,
    churn,
    circles,
    commercial_evidence,
    commercial_share,
    commercial_verdict,
    common_ground,
    common_ground_evidence,
    common_ground_overview,
    communities,
    community_people,
    contact_network,
    contact_times,
    contribution,
    contribution_between,
    conversations,
    conversations_to_join,
    correspondence,
    counted_followers,
    coverage_overview,
    covered_channels,
    covered_spans,
    daily_followers,
    decision_follow_up,
    dialogue_features,
    dialogue_ratio,
    dialogue_strength,
    digest_people,
    digest_threads,
    direct_dialogue,
    effective_following,
    effective_size,
    embeddedness,
    ending_steps,
    exchange_history,
    exchanges,
    fading,
    fake_follower,
    fake_follower_evidence,
    false_accusations,
    finished_windows,
    first_contact,
    focus,
    follow_bursts,
    follow_dating,
    follow_lists,
    follow_order,
    follow_provenance,
    follower_arrivals,
    follower_creation,
    follower_timeline,
    following_breakdown,
    incoming_dialogue,
    influence_by_reach,
    influence_by_size,
    influence_explained,
    knocking,
    layers,
    list_checks,
    live_threads,
    merge_suggestions,
    message_sign_coverage,
    message_signs,
    monthly_exchanges,
    near_duplicates,
    network_constraint,
    network_distribution,
    network_leaders,
    network_overview,
    network_reciprocity,
    open_questions,
    outside_audience,
    own_churn,
    own_matters,
    own_offers,
    own_pitch,
    own_pitch_overview,
    own_promotion,
    own_repeats,
    own_repetition,
    own_verdict,
    pagerank,
    personal_rank,
    pitch_evidence,
    pitch_lag,
    profile_points,
    provenance_overview,
    public_acts,
    reaction_counts,
    reaction_edges,
    reaction_influence,
    recent_dialogue,
    reciprocity,
    response_latency,
    response_latency_overall,
    shared_threads,
    standing,
    suggested_advisor,
    suggested_person,
    suggestion_reasons,
    talkers,
    thanks_received,
    tie_features,
    tie_level,
    tie_overview,
    tie_strength,
    tie_year,
    topic_appeal,
    topic_examples,
    topic_overview,
    topic_passages,
    topic_texts,
    topics,
    triangles,
    turned_to,
    turned_to_overview,
    turns,
    two_way_channels,
    unanswered,
    unanswered_overview,
    waiting_threads,
    what_came_first,
)
