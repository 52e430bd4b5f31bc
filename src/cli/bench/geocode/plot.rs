//! The plot of what was said against what came, as SVG.

use std::fmt::Write;

use super::calibration::Bin;

/// Side of the square in pixels, and the room around it for words.
const SIDE: f64 = 360.0;
const LEFT: f64 = 64.0;
const TOP: f64 = 48.0;
const WIDTH: f64 = LEFT + SIDE + 32.0;
const HEIGHT: f64 = TOP + SIDE + 64.0;
/// A dot of the largest bin has this radius.
const DOT_MAX: f64 = 14.0;
const DOT_MIN: f64 = 3.0;

/// Readable on light and dark paper: it has its own.
const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#1f2937}.dim{fill:#6b7280}.grid{stroke:#e5e7eb}\
                     .even{stroke:#9ca3af;stroke-dasharray:5 4}.line{stroke:#0f766e;stroke-width:2;fill:none}\
                     .dot{fill:#0f766e;fill-opacity:.75}";

/// A dot for each bin, as large as it has answers; on the dashed line confidence is what it says.
pub fn svg(bins: &[Bin], brier: f64) -> String {
    let mut svg = String::new();
    let most = bins.iter().map(|bin| bin.answers).max().unwrap_or(1) as f64;
    draw_frame(&mut svg, brier);
    let points: Vec<String> = bins.iter().map(|bin| format!("{:.1},{:.1}", x(bin.said), y(bin.came))).collect();
    put(&mut svg, &format!("<polyline class=\"line\" points=\"{}\"/>", points.join(" ")));
    for Bin { said, came, answers } in bins.iter().copied() {
        let radius = DOT_MIN + (DOT_MAX - DOT_MIN) * (answers as f64 / most).sqrt();
        put(
            &mut svg,
            &format!(
                "<circle class=\"dot\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\"><title>{answers} answers said \
                 {said:.2}; {came:.3} were right</title></circle>",
                x(said),
                y(came)
            ),
        );
    }
    svg + "</svg>\n"
}

fn draw_frame(svg: &mut String, brier: f64) {
    put(
        svg,
        &format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" \
             height=\"{HEIGHT}\" role=\"img\" aria-label=\"Confidence that answers say, and share that is right\">"
        ),
    );
    put(svg, &format!("<style>{STYLE}</style><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"));
    for tenth in (0..=10).step_by(2) {
        let share = f64::from(tenth) / 10.0;
        let (x, y) = (x(share), y(share));
        put(svg, &format!("<path class=\"grid\" d=\"M{x:.1} {TOP}v{SIDE}M{LEFT} {y:.1}h{SIDE}\"/>"));
        put(
            svg,
            &format!(
                "<text class=\"dim\" x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{share}</text>",
                TOP + SIDE + 20.0
            ),
        );
        put(
            svg,
            &format!(
                "<text class=\"dim\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{share}</text>",
                LEFT - 8.0,
                y + 4.0
            ),
        );
    }
    put(svg, &format!("<path class=\"even\" d=\"M{} {}L{} {}\"/>", x(0.0), y(0.0), x(1.0), y(1.0)));
    put(svg, &format!("<text x=\"{LEFT}\" y=\"28\">Share that is right, by confidence. Brier score {brier:.4}</text>"));
    put(
        svg,
        &format!(
            "<text class=\"dim\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">confidence said</text>",
            LEFT + SIDE / 2.0,
            HEIGHT - 18.0
        ),
    );
}

fn put(svg: &mut String, element: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(svg, "{element}");
}

fn x(share: f64) -> f64 {
    LEFT + SIDE * share
}

fn y(share: f64) -> f64 {
    TOP + SIDE * (1.0 - share)
}
