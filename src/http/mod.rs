//! Everything that speaks HTTP; axum appears only here.
