//! Whether two numbers say the same.

use super::{Number, Unit};

impl Number {
    /// Whether a translation may say the one for the other.
    pub(in crate::integrity) fn says_the_same(&self, other: &Self) -> bool {
        let near =
            |a: f64, b: f64, tolerance: f64| (a - b).abs() <= tolerance * a.abs().max(b.abs());
        match (self.unit, other.unit) {
            (Unit::Time(a), Unit::Time(b)) if (a - b).abs() > f64::EPSILON => {
                near(self.value * a, other.value * b, 0.04)
            }
            (Unit::Mass(a), Unit::Mass(b))
            | (Unit::Volume(a), Unit::Volume(b))
            | (Unit::Length(a), Unit::Length(b))
            | (Unit::Molar(a), Unit::Molar(b)) => near(self.value * a, other.value * b, 1e-9),
            // "100 times less", 100分の1.
            (Unit::Fold, Unit::Percent) if self.value >= 3.0 => {
                near(100.0 / self.value, other.value, 0.011)
            }
            (Unit::Percent, Unit::Fold) if other.value >= 3.0 => {
                near(100.0 / other.value, self.value, 0.011)
            }
            // "50% more", 1.5倍; "twice", 200%.
            (Unit::Percent, Unit::Fold) => {
                near(1.0 + self.value / 100.0, other.value, 1e-9)
                    || near(self.value, 100.0 * other.value, 1e-9)
            }
            (Unit::Fold, Unit::Percent) => near(100.0 * self.value, other.value, 1e-9),
            (Unit::Percent, Unit::Percent) => {
                // "Cut by two thirds", 3分の1に減った.
                near(self.value, other.value, 0.011)
                    || !self.firm && near(100.0 - self.value, other.value, 0.011)
            }
            // "0.3" of the patients, 30 %.
            (Unit::None, Unit::Percent) => {
                near(self.value, other.value, 1e-9)
                    || self.value < 1.0 && near(100.0 * self.value, other.value, 1e-9)
            }
            _ => near(self.value, other.value, 1e-9),
        }
    }

    /// The same, and counting the same thing.
    pub(in crate::integrity) fn is_the_same(&self, other: &Self) -> bool {
        let counted = std::mem::discriminant(&self.unit) == std::mem::discriminant(&other.unit);
        counted && self.says_the_same(other)
    }

    /// The same figure with a unit of the same kind but of another size (mg for µg).
    pub(in crate::integrity) fn differs_in_unit(&self, other: &Self) -> bool {
        let same_figure = (self.value - other.value).abs() < 1e-9;
        same_figure
            && match (self.unit, other.unit) {
                (Unit::Time(a), Unit::Time(b))
                | (Unit::Mass(a), Unit::Mass(b))
                | (Unit::Volume(a), Unit::Volume(b))
                | (Unit::Length(a), Unit::Length(b))
                | (Unit::Molar(a), Unit::Molar(b)) => (a - b).abs() > f64::EPSILON,
                (Unit::Percent, Unit::Fold) | (Unit::Fold, Unit::Percent) => true,
                _ => false,
            }
    }
}
