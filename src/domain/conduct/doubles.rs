//! One call entered twice: by hand and from a list, or from two lists.

use super::contact::Contact;
use super::count::Double;
use crate::domain::evidence::EntryKind;

/// Finds calls entered twice. What is the same to the second, from the same number and without
/// contradiction, is taken out, and what it says fills what the earlier entry leaves open. What is the
/// same to the minute stays in, as a possibility.
pub(super) fn set_apart(contacts: &mut Vec<Contact>) -> Vec<Double> {
    let mut kept: Vec<Contact> = Vec::with_capacity(contacts.len());
    let mut doubles = Vec::new();
    for mut contact in contacts.drain(..) {
        let same = |certain: bool| {
            kept.iter()
                .position(|earlier| likeness(earlier, &contact) == Some(certain))
        };
        if let Some(at) = same(true) {
            if let Some(earlier) = kept.get_mut(at) {
                doubles.push(Double {
                    seq: contact.seq,
                    of: earlier.seq,
                    certain: true,
                });
                fill(earlier, contact);
            }
            continue;
        }
        if let Some(earlier) = same(false).and_then(|at| kept.get(at)) {
            contact.perhaps_same_as = Some(earlier.seq);
            doubles.push(Double {
                seq: contact.seq,
                of: earlier.seq,
                certain: false,
            });
        }
        kept.push(contact);
    }
    *contacts = kept;
    doubles
}

/// Are these one call? `Some(true)` for certain, `Some(false)` perhaps, `None` where they aren't.
fn likeness(earlier: &Contact, later: &Contact) -> Option<bool> {
    fn contradict<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
        matches!((a, b), (Some(a), Some(b)) if a != b)
    }
    let exact = |c: &Contact| !c.time.is_approximate() && !c.may_be_several();
    let comparable = earlier.kind == EntryKind::Call
        && later.kind == EntryKind::Call
        && exact(earlier)
        && exact(later)
        && earlier.caller.is_some()
        && earlier.caller == later.caller;
    let contradiction = contradict(&earlier.direction, &later.direction)
        || contradict(&earlier.answered, &later.answered)
        || contradict(&earlier.robot, &later.robot)
        || contradict(&earlier.interactive, &later.interactive)
        || contradict(&earlier.target, &later.target)
        || contradict(&earlier.lender, &later.lender)
        || contradict(&earlier.stated_times, &later.stated_times);
    if !comparable || contradiction {
        return None;
    }
    let (one, other) = (&earlier.time, &later.time);
    if one.to_the_second && other.to_the_second {
        return (one.earliest == other.earliest).then_some(true);
    }
    (one.minute() == other.minute()).then_some(false)
}

/// Fills what the earlier entry leaves open.
fn fill(earlier: &mut Contact, later: Contact) {
    earlier.direction = earlier.direction.take().or(later.direction);
    earlier.channel = earlier.channel.take().or(later.channel);
    earlier.target = earlier.target.take().or(later.target);
    earlier.answered = earlier.answered.or(later.answered);
    earlier.robot = earlier.robot.or(later.robot);
    earlier.interactive = earlier.interactive.or(later.interactive);
    earlier.stated_times = earlier.stated_times.or(later.stated_times);
    earlier.lender = earlier.lender.take().or(later.lender);
    earlier.employer = earlier.employer.take().or(later.employer);
    earlier.time.end = earlier.time.end.or(later.time.end);
    earlier.conduct.extend(later.conduct);
    for (name, truth) in later.exceptions {
        earlier.exceptions.entry(name).or_insert(truth);
    }
    earlier.imported |= later.imported;
}
