//! Days of real people, step by step, with the clock and the fixture fixed.

mod agent_on_saturday;
mod customers_at_the_border;
