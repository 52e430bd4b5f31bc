//! People who sign in, and the keys of other software.
