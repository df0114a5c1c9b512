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
mod tests;
