//! The room's prediction: votes for each choice of a scene.

/// Largest number of choices that a scene has.
pub(crate) const CHOICES: usize = 4;
/// Largest number of votes for a choice: a room, not a stadium.
const MOST: u32 = 9999;

/// Votes of the room for the choices of one scene.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Prediction {
    votes: [u32; CHOICES],
    /// The choices of single votes, in order: the last can be taken back.
    cast: Vec<usize>,
}

impl Prediction {
    /// Adds a vote for this choice.
    pub(crate) fn add(&mut self, choice: usize) {
        if let Some(votes) = self.votes.get_mut(choice).filter(|votes| **votes < MOST) {
            *votes += 1;
            self.cast.push(choice);
        }
    }

    /// Takes the last single vote back; `false` where there is none.
    pub(crate) fn take_back(&mut self) -> bool {
        let Some(choice) = self.cast.pop() else { return false };
        if let Some(votes) = self.votes.get_mut(choice) {
            *votes = votes.saturating_sub(1);
        }
        true
    }

    /// Sets all votes to the numbers of a typed line, for a scene with this many choices.
    ///
    /// # Errors
    ///
    /// The accepted input, as a sentence for the screen.
    pub(crate) fn set(&mut self, typed: &str, choices: usize) -> Result<(), String> {
        let words = typed.split(|c: char| c == ',' || c.is_whitespace()).filter(|word| !word.is_empty());
        let numbers: Option<Vec<u32>> = words.map(|word| word.parse().ok()).collect();
        let fits = |numbers: &Vec<u32>| {
            (1..=choices).contains(&numbers.len()) && numbers.iter().all(|number| *number <= MOST)
        };
        let Some(numbers) = numbers.filter(fits) else {
            return Err(format!("Accepted: up to {choices} numbers from 0 to {MOST}, such as 12 30 4."));
        };
        *self = Self::default();
        for (votes, number) in self.votes.iter_mut().zip(numbers) {
            *votes = number;
        }
        Ok(())
    }

    /// Votes for this choice.
    #[must_use]
    pub(crate) fn votes(&self, choice: usize) -> u32 {
        self.votes.get(choice).copied().unwrap_or(0)
    }

    /// Share of this choice in all votes, from 0 to 1; 0 without votes.
    #[must_use]
    pub(crate) fn share(&self, choice: usize) -> f64 {
        let total = self.total();
        if total == 0 { 0.0 } else { f64::from(self.votes(choice)) / f64::from(total) }
    }

    /// All votes.
    #[must_use]
    pub(crate) fn total(&self) -> u32 {
        self.votes.iter().sum()
    }

    /// The choice with the most votes; `None` without votes, and where several have as many.
    #[must_use]
    pub(crate) fn favourite(&self) -> Option<usize> {
        let most = self.votes.iter().copied().max().filter(|most| *most > 0)?;
        let mut best = (0..CHOICES).filter(|choice| self.votes(*choice) == most);
        best.next().filter(|_| best.next().is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Prediction {
        let mut prediction = Prediction::default();
        prediction.set(text, 4).expect("numbers");
        prediction
    }

    #[test]
    fn votes_add_up_and_the_last_is_taken_back() {
        let mut room = Prediction::default();
        assert_eq!((room.favourite(), room.share(0), room.take_back()), (None, 0.0, false));
        for choice in [0, 2, 2, 9] {
            room.add(choice);
        }
        assert_eq!((room.total(), room.favourite(), room.votes(2)), (3, Some(2), 2));
        assert!((room.share(2) - 2.0 / 3.0).abs() < 1e-9);
        assert!(room.take_back());
        assert_eq!((room.votes(2), room.favourite()), (1, None), "two choices have as many");
    }

    #[test]
    fn a_count_of_hands_is_typed_at_once() {
        assert_eq!(typed("12 30 4 1").votes, [12, 30, 4, 1]);
        assert_eq!(typed(" 3,4").votes, [3, 4, 0, 0]);
        for refused in ["", "one", "1 2 3 4 5", "-1", "100000"] {
            let mut room = typed("1 2");
            let said = room.set(refused, 4).unwrap_err();
            assert!(said.starts_with("Accepted: up to 4 numbers"), "{said}");
            assert_eq!(room, typed("1 2"), "{refused} changes nothing");
        }
        assert!(typed("1").clone().set("1 2 3", 2).is_err(), "the scene has two choices");
    }

    #[test]
    fn after_a_count_single_votes_are_added_to_it() {
        let mut room = typed("5 5");
        room.add(1);
        assert_eq!((room.favourite(), room.take_back(), room.take_back()), (Some(1), true, false));
    }
}
