//! The colours of the map: those of the design language in light; in dark land, water, green and roads stand
//! farther apart than there, where they could hardly be told from each other.

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 2] = [Theme::Light, Theme::Dark];

    /// The word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// CSS colours by what they are for.
#[derive(Debug)]
pub(super) struct Palette {
    pub land: &'static str,
    /// Where people live and work, a shade off the land.
    pub built: &'static str,
    pub green: &'static str,
    pub wood: &'static str,
    pub sand: &'static str,
    pub water: &'static str,
    pub building: &'static str,
    pub building_line: &'static str,
    pub minor: &'static str,
    pub minor_case: &'static str,
    pub main: &'static str,
    pub main_case: &'static str,
    pub path: &'static str,
    pub rail: &'static str,
    pub runway: &'static str,
    pub border: &'static str,
    pub label: &'static str,
    pub road_label: &'static str,
    pub water_label: &'static str,
    /// The company's own places.
    pub brand: &'static str,
    pub brand_soft: &'static str,
    pub on_brand_soft: &'static str,
    /// Customers.
    pub person: &'static str,
    pub person_soft: &'static str,
    pub on_person_soft: &'static str,
    pub text: &'static str,
}

const LIGHT: Palette = Palette {
    land: "#F4F2EC",
    built: "#EEEBE3",
    green: "#E3EADB",
    wood: "#DBE5D1",
    sand: "#EFEADB",
    water: "#C9DBE3",
    building: "#E9E5DC",
    building_line: "#DCD6C9",
    minor: "#FFFFFF",
    minor_case: "#DEDACF",
    main: "#F7E7C6",
    main_case: "#E2CFA6",
    path: "#D3CDBF",
    rail: "#CBC4B6",
    runway: "#E4E0D8",
    border: "#B9B2A6",
    label: "#4A554F",
    road_label: "#5C665F",
    water_label: "#3F6070",
    brand: "#0B6B57",
    brand_soft: "#DDEFE9",
    on_brand_soft: "#07513F",
    person: "#5B4B9A",
    person_soft: "#E9E5F6",
    on_person_soft: "#3A2E6E",
    text: "#17211D",
};

const DARK: Palette = Palette {
    land: "#1B2221",
    built: "#222A28",
    green: "#1F2E25",
    wood: "#1D3026",
    sand: "#262A22",
    water: "#0B1E2A",
    building: "#2D3836",
    building_line: "#3A4744",
    minor: "#3F4C49",
    minor_case: "#151B1A",
    main: "#615E4A",
    main_case: "#25251D",
    path: "#3A4744",
    rail: "#4A5753",
    runway: "#303A37",
    border: "#71807A",
    label: "#B9C5C0",
    road_label: "#D2DAD6",
    water_label: "#84B3CC",
    brand: "#3FC2A0",
    brand_soft: "#12362C",
    on_brand_soft: "#8FE3CB",
    person: "#B3A5F2",
    person_soft: "#2A2445",
    on_person_soft: "#D5CCFA",
    text: "#E7EDEA",
};

pub(super) const fn palette(theme: Theme) -> &'static Palette {
    match theme {
        Theme::Light => &LIGHT,
        Theme::Dark => &DARK,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2: relative luminance of an sRGB colour `#RRGGBB`.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        let linear = |share: f64| if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) };
        0.2126 * linear(channel(1)) + 0.7152 * linear(channel(3)) + 0.0722 * linear(channel(5))
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// CIE 1976: lightness and two axes of colour, white D65.
    fn lab(colour: &str) -> [f64; 3] {
        let channel = |at: usize| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        let [r, g, b] = [1, 3, 5]
            .map(channel)
            .map(|share| if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) });
        let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047;
        let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883;
        let [x, y, z] = [x, y, z].map(|t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn water_green_and_roads_are_told_from_the_land() {
        for theme in Theme::ALL {
            let palette = palette(theme);
            for other in [palette.water, palette.green, palette.wood, palette.minor, palette.main, palette.building] {
                let difference =
                    lab(other).iter().zip(lab(palette.land)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                assert!(difference >= 4.5, "{theme:?}: {other} on {}: {difference:.1}", palette.land);
            }
        }
    }

    #[test]
    fn labels_can_be_read_on_what_lies_below_them() {
        for theme in Theme::ALL {
            let palette = palette(theme);
            for (text, ground) in [
                (palette.label, palette.land),
                (palette.label, palette.green),
                (palette.label, palette.wood),
                (palette.road_label, palette.land),
                (palette.road_label, palette.main),
                (palette.water_label, palette.water),
                (palette.on_brand_soft, palette.brand_soft),
                (palette.on_person_soft, palette.person_soft),
                (palette.text, palette.land),
            ] {
                assert!(contrast(text, ground) >= 4.5, "{theme:?}: {text} on {ground}: {}", contrast(text, ground));
            }
            assert!(contrast(palette.brand, palette.land) >= 3.0, "{theme:?}: pins stand out");
            assert!(contrast(palette.person, palette.land) >= 3.0, "{theme:?}: customers stand out");
        }
    }
}
