//! The tables people bring and take: CSV, XLSX and GeoJSON, bytes to rows and back. Pure: no store, no clock.
