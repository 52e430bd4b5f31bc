//! Every setting: name, unit, default, environment variable; validated once.
