//! Parses arguments and calls one function of `cli`.

fn main() {}
