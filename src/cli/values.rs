//! Values with a unit or a range: parsers, and their error messages.

use clap::builder::TypedValueParser;

use super::listed::Listed;
use crate::race::setting::Setting;
use crate::race::setting::typed::number;
use crate::report::{Formats, Named, UnknownFormat};
use crate::text::nearest::question;

pub(super) fn speed(text: &str) -> Result<f64, String> {
    number(text, 0.01, 1000.0).ok_or_else(|| "accepted: a factor from 0.01 to 1000".into())
}

pub(super) fn moment(text: &str) -> Result<f64, String> {
    number(text, 0.0, 1e6).ok_or_else(|| "accepted: seconds from the start, 0 or more".into())
}

pub(super) fn hold(text: &str) -> Result<f64, String> {
    number(text, 0.0, 3600.0).ok_or_else(|| "accepted: seconds from 0 to 3600".into())
}

pub(super) fn screen_size(text: &str) -> Result<(u16, u16), String> {
    let side = |text: &str| text.parse().ok().filter(|n| (1..=1000).contains(n));
    text.split_once('x')
        .and_then(|(w, h)| Some((side(w)?, side(h)?)))
        .ok_or_else(|| "accepted: columns x rows, each from 1 to 1000, e.g. 120x40".into())
}

/// The parser of one of these formats' names.
pub(super) fn format_parser<F: Named + ?Sized>(
    formats: &'static Formats<F>,
) -> impl TypedValueParser<Value = String> {
    let words = formats.iter().map(|format| (format.name(), ""));
    Listed::new(words, move |name: &str| format_name(formats, name))
}

/// The name of one of these formats.
///
/// # Errors
/// When there is none: the accepted names. The parser of the command line names what was typed.
fn format_name<F: Named + ?Sized>(formats: &Formats<F>, name: &str) -> Result<String, String> {
    let found = formats.by_name(name).map(|format| format.name().into());
    found.map_err(|UnknownFormat { accepted, .. }| {
        format!("{}accepted: {accepted}", question(name, accepted.split(", ")))
    })
}

/// A value of a setting that a race has, too.
pub(super) fn checked<S: Setting + Default>(text: &str) -> Result<String, String> {
    S::default().check(text).map(|()| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_has_columns_and_rows() {
        assert_eq!(screen_size("120x40"), Ok((120, 40)));
        for wrong in ["120", "x", "0x0", "120x", "120x40x3", "99999x1"] {
            assert!(screen_size(wrong).is_err(), "{wrong}");
        }
    }
}
