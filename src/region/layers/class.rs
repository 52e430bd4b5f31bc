//! What tags make of an element, before it has a shape.

use super::feature::{Feature, Key, LayerName, Shape, Tag, TagValue, ZOOM_MAX};

/// A feature without its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    pub layer: LayerName,
    pub zooms: (u8, u8),
    pub order: i32,
    pub tags: Vec<Tag>,
}

impl Class {
    /// Shown from a zoom on to the last one.
    pub fn new(layer: LayerName, kind: impl Into<TagValue>, from_zoom: u8) -> Self {
        let kind = Tag { key: Key::Kind, from_zoom: 0, value: kind.into() };
        Self { layer, zooms: (from_zoom, ZOOM_MAX), order: 0, tags: vec![kind] }
    }

    pub fn ordered(mut self, order: i32) -> Self {
        self.order = order;
        self
    }

    pub fn until(mut self, zoom: u8) -> Self {
        self.zooms.1 = zoom;
        self
    }

    pub fn with(self, key: Key, value: impl Into<TagValue>) -> Self {
        self.with_from(0, key, value)
    }

    pub fn with_from(mut self, from_zoom: u8, key: Key, value: impl Into<TagValue>) -> Self {
        self.tags.push(Tag { key, from_zoom, value: value.into() });
        self
    }

    /// A text that may be missing.
    pub fn with_text(self, from_zoom: u8, key: Key, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.with_from(from_zoom, key, text.to_owned()),
            None => self,
        }
    }

    pub fn with_if(self, holds: bool, from_zoom: u8, key: Key) -> Self {
        if holds { self.with_from(from_zoom, key, TagValue::Yes) } else { self }
    }

    pub fn shaped(self, shape: Shape) -> Feature {
        Feature { layer: self.layer, zooms: self.zooms, order: self.order, tags: self.tags, shape }
    }
}
