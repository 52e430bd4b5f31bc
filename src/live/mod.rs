//! What memory mirrors of the database, and the follower that keeps it in step.
