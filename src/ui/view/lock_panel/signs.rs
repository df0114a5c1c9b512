//! Signs for the marks that threads leave at the lock: their kinds, and which comes first in a column that has
//! several.

use ratatui::text::{Line, Span};

use crate::event::{LockMark, LockOperation};
use crate::ui::theme::Theme;

/// A kind of mark; the most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// It acquired the lock although another thread had requested it.
    Over,
    /// It requested the lock.
    Asked,
    /// It waited an interval in which the lock was passed on.
    Expired,
    /// It was forced to release the lock.
    Forced,
    /// It released the lock voluntarily.
    Voluntary,
    /// It acquired the lock.
    Got,
}

impl Sign {
    /// All signs, in the order in which they are explained.
    pub(super) const ALL: [Self; 6] =
        [Self::Asked, Self::Forced, Self::Over, Self::Expired, Self::Voluntary, Self::Got];

    pub(super) fn of(mark: &LockMark) -> Self {
        match mark.operation {
            LockOperation::Asked { .. } => Self::Asked,
            LockOperation::Expired => Self::Expired,
            LockOperation::Got { over: Some(_), .. } => Self::Over,
            LockOperation::Got { .. } => Self::Got,
            LockOperation::LetGo { forced: true } => Self::Forced,
            LockOperation::LetGo { forced: false } => Self::Voluntary,
        }
    }

    pub(super) fn glyph(self, theme: &Theme) -> &'static str {
        let [unicode, ascii] = match self {
            Self::Over => ["!", "!"],
            Self::Asked => ["?", "?"],
            Self::Expired => ["×", "x"],
            Self::Forced => ["↓", "v"],
            Self::Voluntary => ["↑", "^"],
            Self::Got => ["+", "+"],
        };
        if theme.glyphs.blocks { unicode } else { ascii }
    }

    /// Its meaning, for the end of the heading.
    fn words(self) -> &'static str {
        match self {
            Self::Over => "gets it, another had asked",
            Self::Asked => "asks",
            Self::Expired => "waited an interval in vain",
            Self::Forced => "has to let go",
            Self::Voluntary => "lets go by itself",
            Self::Got => "gets it",
        }
    }

    /// The sign and its meaning.
    pub(super) fn legend(self, theme: &Theme) -> Line<'static> {
        let words = format!(" {}", self.words());
        Line::from(vec![Span::styled(self.glyph(theme), theme.strong()), Span::styled(words, theme.quiet())])
    }
}

/// The sign and, where it concerns another thread, its number: `?0` asks thread 0, `!2` got it over thread 2.
pub(super) fn with_whom(mark: &LockMark, theme: &Theme) -> String {
    let sign = Sign::of(mark).glyph(theme);
    match mark.operation {
        LockOperation::Asked { of: whom } | LockOperation::Got { over: Some(whom), .. } => {
            format!("{sign}{}", whom.0)
        }
        _ => sign.into(),
    }
}
