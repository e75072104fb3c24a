use kanshu_domain::workflow::{
    DeskState::{self, Approved, ChangesRequested, Draft, InReview},
    ReviewStep,
};
use proptest::prelude::*;

const STEPS: [ReviewStep; 5] = [
    ReviewStep::Submitted,
    ReviewStep::ChangesRequested,
    ReviewStep::Approved,
    ReviewStep::Verified,
    ReviewStep::ApprovalRevoked,
];

#[test]
fn the_states_follow_exactly_these_steps() {
    let legal: Vec<(DeskState, ReviewStep, DeskState)> =
        [Draft, InReview, ChangesRequested, Approved]
            .into_iter()
            .flat_map(|from| STEPS.map(|step| (from, step)))
            .filter_map(|(from, step)| Some((from, step, from.after(step).ok()?)))
            .collect();
    assert_eq!(
        legal,
        [
            (Draft, ReviewStep::Submitted, InReview),
            (Draft, ReviewStep::Verified, Approved),
            (InReview, ReviewStep::ChangesRequested, ChangesRequested),
            (InReview, ReviewStep::Approved, Approved),
            (InReview, ReviewStep::Verified, Approved),
            (ChangesRequested, ReviewStep::Submitted, InReview),
            (ChangesRequested, ReviewStep::Verified, Approved),
            (Approved, ReviewStep::ChangesRequested, ChangesRequested),
            (Approved, ReviewStep::Verified, Approved),
            (Approved, ReviewStep::ApprovalRevoked, InReview),
        ]
    );
}

proptest! {
    #[test]
    fn nothing_is_signed_that_was_not_handed_in(steps in prop::collection::vec(0usize..4, 0..20)) {
        // Signed kinds are never verified, verified kinds never signed.
        let steps = steps.into_iter().map(|i| STEPS.into_iter().filter(|s| *s != ReviewStep::Verified).nth(i));
        let mut state = Draft;
        let mut handed_in = false;
        for step in steps.flatten() {
            if let Ok(next) = state.after(step) {
                handed_in |= step == ReviewStep::Submitted;
                if step == ReviewStep::Approved {
                    prop_assert!(handed_in);
                }
                prop_assert_eq!(next, step.desk_state());
                state = next;
            }
        }
    }
}
