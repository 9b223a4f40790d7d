//! Numbers that look random and are the same in every run: the number of a kill is its seed (Knuth's MMIX generator).

use std::time::Duration;

/// Dice that fall as their seed wants.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The dice of one kill.
    pub fn of(number: u32) -> Self {
        let mut dice = Self(u64::from(number) ^ 0x9e37_79b9_7f4a_7c15);
        dice.roll(2);
        dice
    }

    /// 0 to `sides` - 1.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    /// A moment before `latest`, to the microsecond.
    pub fn within(&mut self, latest: Duration) -> Duration {
        let sides = u64::try_from(latest.as_micros()).expect("less than an hour");
        Duration::from_micros(self.roll(sides))
    }

    /// Dice of their own for somebody else.
    pub fn other(&mut self) -> Self {
        Self(self.roll(u64::MAX >> 33) ^ self.0.rotate_left(17))
    }
}
