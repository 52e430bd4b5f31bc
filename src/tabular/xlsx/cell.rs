//! What a cell shows, as text: whole numbers without `.0`, dates and times in ISO 8601.

use calamine::{DataRef, ExcelDateTime};

/// The text of a cell, or the error that the spreadsheet shows there.
pub fn cell_text(value: &DataRef) -> Result<String, String> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => moment_text(*moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => return Err(error.to_string()),
    })
}

/// At most 15 significant digits, as the spreadsheet itself shows: `0.1 + 0.2` is `0.3`.
fn number_text(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{rounded}")
}

fn moment_text(moment: ExcelDateTime) -> String {
    if moment.is_duration() {
        return number_text(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time =
        if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") };
    let date = format!("{year:04}-{month:02}-{day:02}");
    match moment.as_f64() {
        // Below one day there is no date: somebody typed a time.
        serial if serial < 1.0 => time,
        serial if serial.fract() == 0.0 => date,
        _ => format!("{date} {time}"),
    }
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, ExcelDateTimeType};

    use super::*;

    fn moment(serial: f64) -> DataRef<'static> {
        DataRef::DateTime(ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false))
    }

    #[test]
    fn cells_become_the_text_that_people_see() {
        for (value, expected) in [
            (DataRef::Float(17033.0), "17033"),
            (DataRef::Float(52.2297), "52.2297"),
            (DataRef::Float(0.1 + 0.2), "0.3"),
            (DataRef::Float(1e15), "1000000000000000"),
            (DataRef::Float(-0.5), "-0.5"),
            (DataRef::Int(7), "7"),
            (DataRef::SharedString("00-184"), "00-184"),
            (DataRef::Bool(true), "true"),
            (moment(45943.0), "2025-10-13"),
            (moment(45943.5), "2025-10-13 12:00"),
            (moment(1.0 / 3.0), "08:00"),
            (DataRef::Empty, ""),
        ] {
            assert_eq!(cell_text(&value), Ok(expected.to_owned()), "{value:?}");
        }
    }

    #[test]
    fn an_error_cell_is_not_text() {
        assert_eq!(cell_text(&DataRef::Error(CellErrorType::NA)), Err("#N/A".to_owned()));
    }
}
