//! Opening hours as a customer meets them: states at moments, over the whole engine.

mod builders;
mod clock_changes;
mod conformity;
mod gold;
mod meteor;
mod normalising;
mod overrides;
mod twin;
