//! `coreograph export --to animation`: moments of a recording, one after another.

use crate::cli::ExportArgs;
use crate::command::error::CommandError;
use crate::event::Nanos;
use crate::model::Model;
use crate::record::Recording;
use crate::ui;

/// Frames a second where none are named: a page shows them without effort, and each can be read.
const FPS: u8 = 4;
/// Time for which the last frame is seen where none is named, seconds: the verdict can be read.
const HOLD: f64 = 4.0;
/// Most frames: more are no picture on a page any more, but many megabytes.
const MOST: usize = 600;

/// The part of a recording that is shown, and how fast.
#[derive(Debug)]
struct Span {
    from: Nanos,
    /// `None` is the recording's end.
    until: Option<Nanos>,
    /// Time between two frames as it is seen, seconds.
    step: f64,
    /// The same in the recording.
    stride: Nanos,
    hold: f64,
}

impl Span {
    /// The options' span.
    ///
    /// # Errors
    /// When it would end before it begins.
    fn of(args: &ExportArgs) -> Result<Self, CommandError> {
        let (from, until) = (args.from.unwrap_or(0.0), args.at);
        if let Some(at) = until.filter(|at| *at < from) {
            let message =
                format!("--from {from} is after --at {at}: an animation runs from the one to the other");
            return Err(CommandError::input(message));
        }
        let step = 1.0 / f64::from(args.fps.unwrap_or(FPS));
        Ok(Self {
            from: Nanos::from_secs_f64(from),
            until: until.map(Nanos::from_secs_f64),
            step,
            stride: Nanos::from_secs_f64(step * args.speed.unwrap_or(1.0)).max(Nanos(1)),
            hold: args.hold.unwrap_or(HOLD).max(step),
        })
    }

    /// The moments that are shown of a recording of this length; the last one is its end.
    ///
    /// # Errors
    /// When they are none, or too many.
    fn moments(&self, length: Nanos) -> Result<Vec<Nanos>, CommandError> {
        let until = self.until.map_or(length, |until| until.min(length));
        if self.from > until {
            let message = format!(
                "--from {} is after the end of the recording, which is {:.2} s long",
                self.from.secs(),
                length.secs()
            );
            return Err(CommandError::input(message));
        }
        let count = usize::try_from((until - self.from).0.div_ceil(self.stride.0)).unwrap_or(usize::MAX);
        if count >= MOST {
            let message = format!(
                "an animation of {} frames: at most {MOST}; take fewer with --fps, a higher --speed, or a part of the \
                 recording with --from and --at",
                count + 1
            );
            return Err(CommandError::input(message));
        }
        let before = (0..count as u64).map(|frame| self.from + Nanos(self.stride.0 * frame));
        Ok(before.chain([until]).collect())
    }
}

/// Draws the recording's part as an SVG.
///
/// # Errors
/// When the options' span has no frames in this recording, or too many.
pub(super) fn draw(
    recording: &Recording,
    args: &ExportArgs,
    appearance: ui::Appearance,
) -> Result<String, CommandError> {
    let span = Span::of(args)?;
    let (width, height) = args.size;
    let state = ui::UiState::on(args.view);
    let mut painter = ui::Painter::new(width, height);
    let mut animation = ui::Animation::new(appearance.theme, span.step, span.hold);
    let mut model = Model::default();
    let due = recording.due();
    let mut events = recording.events.iter().zip(&due).peekable();
    for moment in span.moments(recording.length())? {
        while let Some((event, _)) = events.next_if(|(_, due)| **due <= moment) {
            model.apply(event);
        }
        model.advance(moment);
        animation.push(painter.paint(&model, &state, appearance));
    }
    Ok(animation.svg())
}

#[cfg(test)]
mod tests;
