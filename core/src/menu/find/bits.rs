//! Sets of services, by their number in the index.

/// A set of numbers below a fixed one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// No number below `end`.
    pub fn none(end: usize) -> Self {
        Self(vec![0; end.div_ceil(64)])
    }

    /// Those below `end` that fit.
    pub fn those(end: usize, mut fits: impl FnMut(usize) -> bool) -> Self {
        let mut bits = Self::none(end);
        (0..end).filter(|number| fits(*number)).for_each(|number| bits.add(number));
        bits
    }

    /// Puts a number in. One that is too high stays out.
    pub fn add(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    /// Keeps those that are in another as well.
    pub fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    /// Keeps those that fit.
    pub fn keep_those(&mut self, mut fits: impl FnMut(usize) -> bool) {
        for (at, word) in self.0.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let lowest = left & left.wrapping_neg();
                if !fits(at * 64 + lowest.trailing_zeros() as usize) {
                    *word ^= lowest;
                }
                left ^= lowest;
            }
        }
    }

    /// Puts in all of another.
    pub fn add_all(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// How many are in both.
    pub fn count_with(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).map(|(word, other)| (word & other).count_ones() as usize).sum()
    }

    /// Those in it, from the lowest.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let rest = std::iter::successors(Some(*word), |left| Some(left & left.wrapping_sub(1)));
            rest.take_while(|left| *left != 0).map(move |left| at * 64 + left.trailing_zeros() as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_meet_join_and_tell_their_numbers() {
        let thirds = Bits::those(200, |number| number % 3 == 0);
        let mut both = Bits::those(200, |number| number % 5 == 0);
        assert_eq!(both.count_with(&thirds), 14);
        both.keep(&thirds);
        assert_eq!(both.iter().collect::<Vec<_>>(), (0..200).step_by(15).collect::<Vec<_>>());
        both.keep_those(|number| number > 100);
        both.add_all(&Bits::those(200, |number| number == 199));
        both.add(5000);
        assert_eq!(both.iter().collect::<Vec<_>>(), [105, 120, 135, 150, 165, 180, 195, 199]);
    }
}
