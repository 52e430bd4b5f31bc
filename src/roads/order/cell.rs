//! A part of the network during dissection: junctions and the links between them.

use crate::roads::graph::RoadGraph;

/// Junctions have numbers of their own here; each link is two arcs.
#[derive(Debug, Default)]
pub struct Cell {
    /// East and north, in units that are equally long.
    pub places: Vec<[f32; 2]>,
    /// Where the arcs of each junction begin; one entry more.
    pub first: Vec<u32>,
    pub head: Vec<u32>,
    /// The same link the other way round.
    pub twin: Vec<u32>,
    link: Vec<u32>,
}

impl Cell {
    /// All junctions and links, without links that end where they begin.
    pub fn whole(graph: &RoadGraph) -> Self {
        let middle =
            graph.places.iter().map(|place| f64::from(place[1])).sum::<f64>() / graph.places.len().max(1) as f64;
        let shrink = (middle / 1e7).to_radians().cos();
        let flat = |place: &[i32; 2]| [(f64::from(place[0]) * shrink) as f32, place[1] as f32];
        let ends = (0..graph.link_count()).map(|link| (graph.from[link], graph.to[link], link as u32));
        Self::new(graph.places.iter().map(flat).collect(), ends.filter(|(from, to, _)| from != to).collect())
    }

    fn new(places: Vec<[f32; 2]>, links: Vec<(u32, u32, u32)>) -> Self {
        let mut first = vec![0u32; places.len() + 1];
        for (from, to, _) in &links {
            first[*from as usize + 1] += 1;
            first[*to as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut next = first.clone();
        let arcs = 2 * links.len();
        let mut cell = Self { places, first, head: vec![0; arcs], twin: vec![0; arcs], link: vec![0; arcs] };
        for (from, to, link) in links {
            let [out, back] = [from, to].map(|junction| {
                let place = &mut next[junction as usize];
                *place += 1;
                *place - 1
            });
            for (arc, twin, head) in [(out, back, to), (back, out, from)] {
                cell.head[arc as usize] = head;
                cell.twin[arc as usize] = twin;
                cell.link[arc as usize] = link;
            }
        }
        cell
    }

    pub fn size(&self) -> usize {
        self.places.len()
    }

    pub fn has_links(&self) -> bool {
        !self.head.is_empty()
    }

    pub fn arcs(&self, junction: u32) -> std::ops::Range<usize> {
        self.first[junction as usize] as usize..self.first[junction as usize + 1] as usize
    }

    /// From, to and link, each link once.
    fn links(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        (0..self.size() as u32).flat_map(move |from| {
            self.arcs(from)
                .filter(move |arc| *arc < self.twin[*arc] as usize)
                .map(move |arc| (from, self.head[arc], self.link[arc]))
        })
    }

    pub fn into_links(self) -> Vec<u32> {
        self.links().map(|(_, _, link)| link).collect()
    }

    /// The two sides as cells of their own, and the links between them.
    pub fn split(&self, is_left: &[bool]) -> ([Self; 2], Vec<u32>) {
        let mut numbers = vec![0; self.size()];
        let mut places = [Vec::new(), Vec::new()];
        for (junction, place) in self.places.iter().enumerate() {
            let side = &mut places[usize::from(!is_left[junction])];
            numbers[junction] = side.len() as u32;
            side.push(*place);
        }
        let (mut inside, mut cut) = ([Vec::new(), Vec::new()], Vec::new());
        for (from, to, link) in self.links() {
            if is_left[from as usize] == is_left[to as usize] {
                let side = &mut inside[usize::from(!is_left[from as usize])];
                side.push((numbers[from as usize], numbers[to as usize], link));
            } else {
                cut.push(link);
            }
        }
        let [left, right] = inside;
        let [left_places, right_places] = places;
        ([Self::new(left_places, left), Self::new(right_places, right)], cut)
    }
}
