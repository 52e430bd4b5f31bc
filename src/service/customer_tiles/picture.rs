//! The places of all customers at one revision, and the views that were asked of them.

use std::sync::{Arc, Mutex, PoisonError};

use super::view::View;
use crate::domain::customer_map::{CustomerFilter, PEOPLE_MIN};
use crate::geo::LonLat;
use crate::live::customers::{CustomerIndex, LiveCustomers};
use crate::tiles::anonymous::AnonymousCells;
use crate::tiles::points::{PointSet, spot_of};

/// Customers read under one lock: well under a millisecond that the follower waits.
const CUSTOMERS_PER_LOCK: usize = 4_096;

/// Places in all kept views together, 13 bytes each: two views of a million customers, or every rep's own.
const VIEW_PLACES_MAX: usize = 2_000_000;

/// Views kept of one picture, however small.
const VIEWS_MAX: usize = 256;

type Kept = (CustomerFilter, bool, Arc<View>);

/// All places, in the order of tiles.
#[derive(Debug)]
pub struct Picture {
    /// The last change of a customer that is in it.
    pub revision: i64,
    moves: u64,
    places: Arc<PointSet>,
    /// The newest last; whoever builds one lets the others wait, who mostly want the same.
    views: Mutex<Vec<Kept>>,
}

impl Picture {
    /// The places of now; `None` while nobody is loaded. With the picture `before`, only what changed since is read.
    pub fn take(customers: &LiveCustomers, revision: i64, before: Option<&Picture>) -> Option<Self> {
        let (moves, changed) = {
            let index = customers.read();
            let index = index.as_ref()?;
            (index.moves(), before.and_then(|before| index.moved_since(before.moves)))
        };
        let (places, views) = match (before, changed) {
            (Some(before), Some(changed)) => {
                let places = patched(customers, &before.places, &changed, &CustomerFilter::default());
                (places, before.patched_views(customers, &changed))
            }
            _ => (PointSet::build(read_all(customers)), Vec::new()),
        };
        Some(Self { revision, moves, places: Arc::new(places), views: Mutex::new(views) })
    }

    /// The views of filters with what changed: reps who look at their own customers all day cost their own customers,
    /// not everybody's. Cells are divided anew when somebody asks.
    fn patched_views(&self, customers: &LiveCustomers, changed: &[u32]) -> Vec<Kept> {
        let views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        let of_filters = views.iter().filter(|(filter, ..)| *filter != CustomerFilter::default());
        let patched = of_filters.filter_map(|(.., view)| match &**view {
            View::Points { places, filter } => {
                let places = Arc::new(patched(customers, places, changed, filter));
                Some((filter.clone(), false, Arc::new(View::Points { places, filter: filter.clone() })))
            }
            View::Cells { .. } => None,
        });
        patched.collect()
    }

    /// Those that pass `filter`, as points or as cells.
    pub fn view(&self, customers: &LiveCustomers, filter: CustomerFilter, as_cells: bool) -> Arc<View> {
        let mut views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = views.iter().find(|(other, cells, _)| *other == filter && *cells == as_cells);
        if let Some((_, _, view)) = kept {
            return Arc::clone(view);
        }
        let places = self.chosen(customers, &filter);
        let view = Arc::new(match as_cells {
            true => View::Cells { people: places.len(), cells: AnonymousCells::of(&places, PEOPLE_MIN) },
            false => View::Points { places, filter: filter.clone() },
        });
        views.push((filter, as_cells, Arc::clone(&view)));
        let weight = |views: &[Kept]| views.iter().map(|(_, _, view)| view.weight()).sum::<usize>();
        while views.len() > VIEWS_MAX || (views.len() > 1 && weight(&views) > VIEW_PLACES_MAX) {
            views.remove(0);
        }
        view
    }

    fn chosen(&self, customers: &LiveCustomers, filter: &CustomerFilter) -> Arc<PointSet> {
        if *filter == CustomerFilter::default() {
            return Arc::clone(&self.places);
        }
        let numbered = customers.read().as_ref().and_then(|index| index.numbered(filter));
        let Some(numbered) = numbered else { return Arc::default() };
        let mut guard = None;
        let passes = |place: usize| {
            if place.is_multiple_of(CUSTOMERS_PER_LOCK) {
                // Let go before it is taken again: behind a waiting writer this thread would wait for itself.
                guard = None;
            }
            let index = guard.get_or_insert_with(|| customers.read()).as_ref();
            let customer = index.and_then(|index| index.at(self.places.slot(place)));
            // Memory may be ahead, and the slot another's by now, elsewhere.
            customer.is_some_and(|customer| {
                customer.passes(numbered) && customer.point().map(spot_of) == Some(self.places.spot(place))
            })
        };
        Arc::new(self.places.filtered(passes))
    }
}

/// The places with the `changed` slots as they are now, as far as they pass the filter.
fn patched(customers: &LiveCustomers, places: &PointSet, changed: &[u32], filter: &CustomerFilter) -> PointSet {
    let index = customers.read();
    let shown = index.as_ref().and_then(|index| Some((index, index.numbered(filter)?)));
    let added = changed.iter().filter_map(|slot| {
        let (index, filter) = shown?;
        place_of(index, *slot).filter(|_| index.at(*slot).is_some_and(|customer| customer.passes(filter)))
    });
    places.patched(changed, added.collect::<Vec<_>>())
}

fn place_of(index: &CustomerIndex, slot: u32) -> Option<(u32, LonLat)> {
    Some((slot, index.at(slot)?.point()?))
}

/// In short steps, between which the follower may write.
fn read_all(customers: &LiveCustomers) -> Vec<(u32, LonLat)> {
    let mut places = Vec::new();
    let mut from = 0;
    loop {
        let index = customers.read();
        let Some(index) = index.as_ref() else { return places };
        let until = index.slot_end().min(from + CUSTOMERS_PER_LOCK as u32);
        places.extend((from..until).filter_map(|slot| place_of(index, slot)));
        if until == index.slot_end() {
            return places;
        }
        from = until;
    }
}
