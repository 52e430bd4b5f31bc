//! Exact nearest neighbours on the earth: a dynamic index of points over the unit sphere.
