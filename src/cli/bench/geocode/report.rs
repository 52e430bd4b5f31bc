//! The report in `docs/PERFORMANCE.md`: everything between two marks is written anew by one command.

use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use super::GeocodeArgs;
use super::accuracy::{Accuracy, share};
use super::grade::levels;
use super::plot;
use super::speed::Line;
use crate::cli::CliResult;

const BEGIN: &str = "<!-- made by `blisko bench geocode --report`: begin -->";
const END: &str = "<!-- made by `blisko bench geocode --report`: end -->";
/// Where the plot goes, beside the report.
const PLOT: &str = "pictures/geocoder-calibration.svg";

pub fn write(file: &Path, args: &GeocodeArgs, accuracy: &Accuracy, speed: &[Line]) -> CliResult {
    let text = std::fs::read_to_string(file)?;
    let marks = text.find(BEGIN).zip(text.find(END)).filter(|(begin, end)| begin < end);
    let (begin, end) = marks.ok_or_else(|| format!("{} lacks the marks {BEGIN} and {END}", file.display()))?;
    let made = format!("{}\n{}\n{}", &text[..begin + BEGIN.len()], tables(args, accuracy, speed), &text[end..]);
    std::fs::write(file, made)?;
    let plot = file.with_file_name("").join(PLOT);
    if let Some(folder) = plot.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(std::fs::write(plot, plot::svg(&accuracy.calibration.bins(), accuracy.calibration.brier()))?)
}

fn tables(args: &GeocodeArgs, accuracy: &Accuracy, speed: &[Line]) -> String {
    let mut text = String::new();
    let source = args.pbf.file_name().unwrap_or_default().to_string_lossy();
    put(&mut text, format!("\nFrom `{source}`, seed {}.\n", args.seed));
    put(&mut text, "| asked | questions | wanted | right house first | first answers by level |");
    put(&mut text, "| --- | ---: | ---: | ---: | --- |");
    for (form, grades) in &accuracy.forms {
        let right = share(grades.iter().filter(|grade| grade.right).count(), grades.len());
        let levels: Vec<String> = levels(grades).iter().map(|(level, count)| format!("{level} {count}")).collect();
        let (name, wanted) = (form.name().replace('_', " "), form.wanted());
        let right = marked(right, right >= wanted);
        put(
            &mut text,
            format!("| {name} | {} | {} | {right} | {} |", grades.len(), percent(wanted), levels.join(", ")),
        );
    }
    put(&mut text, "");
    other_lines(&mut text, accuracy);
    put(&mut text, format!("\n![Confidence against the share that is right]({PLOT})\n"));
    speed_table(&mut text, speed);
    text
}

fn other_lines(text: &mut String, accuracy: &Accuracy) {
    let (sure_share, sure) = accuracy.calibration.true_from(0.9);
    let reverse = accuracy.reverse;
    let (houses, streets) = (share(reverse.houses, reverse.points), share(reverse.streets, reverse.points));
    let typing = accuracy.typing;
    put(text, "| | wanted | measured |");
    put(text, "| --- | ---: | ---: |");
    let wrong = accuracy.wrong_towns.len();
    let wrong = if wrong == 0 { "0".to_owned() } else { format!("**{wrong}**") };
    put(
        text,
        format!("| wrong towns in {} questions for towns that are not there | 0 | {wrong} |", accuracy.strangers),
    );
    put(
        text,
        format!("| of {sure} answers that say 0.9 or more, true | 95 % | {} |", marked(sure_share, sure_share >= 0.95)),
    );
    put(
        text,
        format!(
            "| Brier score of {} answers | | {:.4} |",
            accuracy.calibration.answers(),
            accuracy.calibration.brier()
        ),
    );
    put(
        text,
        format!("| {} points 4 m off: right house | 90 % | {} |", reverse.points, marked(houses, houses >= 0.90)),
    );
    put(text, format!("| the same: right street | 98 % | {} |", marked(streets, streets >= 0.98)));
    put(
        text,
        format!(
            "| {} addresses typed: among five at the end | | {} |",
            typing.typed,
            percent(share(typing.shown_at_end, typing.typed))
        ),
    );
    put(text, format!("| the same: letters that had to be typed | | {} |", percent(typing.letters_share)));
}

fn speed_table(text: &mut String, speed: &[Line]) {
    if speed.is_empty() {
        return;
    }
    put(text, "| speed | |");
    put(text, "| --- | --- |");
    for (case, fields) in speed {
        let fields: Vec<String> =
            fields.iter().map(|(name, value)| format!("{} {}", name.replace('_', " "), plain(value))).collect();
        put(text, format!("| {} | {} |", case.replace('_', " "), fields.join(", ")));
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A share that misses its figure stands out.
fn marked(share: f64, reached: bool) -> String {
    if reached { percent(share) } else { format!("**{}**", percent(share)) }
}

/// Rounded down: only what has no fault is 100 %.
fn percent(share: f64) -> String {
    format!("{:.1} %", (share * 1_000.0 + 1e-6).floor() / 10.0)
}

fn put(text: &mut String, line: impl AsRef<str>) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}", line.as_ref());
}
