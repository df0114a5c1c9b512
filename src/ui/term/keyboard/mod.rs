//! Decoder of a terminal's input, byte by byte, into events.
//!
//! Three things may arrive: keys and the mouse, pasted text, and replies to queries that this program or an earlier
//! one has sent. The last two are no commands, so every sequence is read to its end, known or not, before it is
//! interpreted. An unfinished sequence is ended by a pause; Ctrl-C is recognised at any point.
//!
//! crossterm's own reader does neither: of a sequence that it does not know it drops the beginning and takes the rest
//! for keys, and a paste that never ends blocks it for ever. So only its types are used here.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::csi;

/// Pause after which a lone escape is the key.
const ESCAPE: Duration = Duration::from_millis(50);
/// Pause after which an unfinished sequence is dropped.
const SEQUENCE: Duration = Duration::from_millis(250);
/// The same for pasted text.
const PASTE: Duration = Duration::from_secs(1);

/// Longest parameters of a sequence that has a meaning here, in bytes.
const LONGEST: usize = 64;

const ESC: u8 = 0x1b;
const CTRL_C: u8 = 0x03;
const PASTE_END: &[u8] = b"\x1b[201~";

/// State machine over the bytes read so far.
#[derive(Debug, Default)]
pub(super) struct Keyboard {
    state: State,
}

/// Sequence that the last bytes have begun.
#[derive(Debug, Default)]
enum State {
    /// Nothing.
    #[default]
    Ground,
    /// An escape; two of them are a sequence with Alt, or the key pressed twice.
    Escape { twice: bool },
    /// `ESC [`: parameters until the final byte.
    Csi { parameters: Vec<u8>, alt: bool },
    /// `ESC [ M`: three bytes of a mouse event in the old encoding.
    OldMouse(Vec<u8>),
    /// `ESC [ [`: a function key of the Linux console.
    Console,
    /// `ESC O`: one letter, and before it a digit where there are modifiers.
    Ss3 { modified: bool },
    /// A string: of an operating-system command, a device or an application. It ends with BEL or `ESC \`.
    Text,
    /// A character of several bytes.
    Utf8 { bytes: Vec<u8>, length: usize, alt: bool },
    /// Pasted text, and how much of its end has been seen.
    Paste { ended: usize },
}

impl Keyboard {
    /// Reads bytes; passes resulting events to `hear`.
    pub(super) fn read(&mut self, bytes: &[u8], hear: &mut dyn FnMut(Event)) {
        for byte in bytes {
            self.take(*byte, hear);
        }
    }

    /// Pause after which [`Keyboard::silence`] is to be called; `None` when nothing has begun.
    pub(super) fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Escape { .. } => Some(ESCAPE),
            State::Paste { .. } => Some(PASTE),
            _ => Some(SEQUENCE),
        }
    }

    /// Ends what has begun, after a pause without input.
    pub(super) fn silence(&mut self, hear: &mut dyn FnMut(Event)) {
        if let State::Escape { twice } = std::mem::take(&mut self.state) {
            for _ in 0..=usize::from(twice) {
                hear(press(KeyCode::Esc, KeyModifiers::NONE));
            }
        }
    }

    fn take(&mut self, byte: u8, hear: &mut dyn FnMut(Event)) {
        let state = std::mem::take(&mut self.state);
        if byte == CTRL_C && !matches!(state, State::OldMouse(_)) {
            hear(press(KeyCode::Char('c'), KeyModifiers::CONTROL));
            if let State::Paste { .. } = state {
                self.state = State::Paste { ended: 0 };
            }
            return;
        }
        self.state = match state {
            State::Ground => plain(byte, false, hear),
            State::Escape { twice } => escaped(byte, twice, hear),
            State::Csi { parameters, alt } => csi_byte(byte, parameters, alt, hear),
            State::OldMouse(mut bytes) => {
                bytes.push(byte);
                match <[u8; 3]>::try_from(&bytes[..]) {
                    Ok(three) => {
                        csi::old_mouse(three).map(Event::Mouse).into_iter().for_each(hear);
                        State::Ground
                    }
                    Err(_) => State::OldMouse(bytes),
                }
            }
            State::Console => {
                let key = csi::console(byte);
                key.map(|key| press(key, KeyModifiers::NONE)).into_iter().for_each(hear);
                State::Ground
            }
            State::Ss3 { modified } => match byte {
                b'0'..=b'9' | b';' => State::Ss3 { modified: true },
                ESC => State::Escape { twice: false },
                _ => {
                    let key = csi::single_shift(byte).filter(|_| !modified);
                    key.map(|key| press(key, KeyModifiers::NONE)).into_iter().for_each(hear);
                    State::Ground
                }
            },
            State::Text => match byte {
                0x07 | 0x18 => State::Ground,
                // The second byte of `ESC \` is consumed there.
                ESC => State::Escape { twice: false },
                _ => State::Text,
            },
            State::Utf8 { bytes, length, alt } => continued(byte, bytes, length, alt, hear),
            State::Paste { ended } => {
                let ended = match byte {
                    byte if byte == PASTE_END[ended] => ended + 1,
                    ESC => 1,
                    _ => 0,
                };
                if ended == PASTE_END.len() { State::Ground } else { State::Paste { ended } }
            }
        };
    }
}

/// A byte that does not continue a sequence.
fn plain(byte: u8, alt: bool, hear: &mut dyn FnMut(Event)) -> State {
    let modifiers = if alt { KeyModifiers::ALT } else { KeyModifiers::NONE };
    let control = |c: u8| press(KeyCode::Char(char::from(c)), modifiers | KeyModifiers::CONTROL);
    let key = match byte {
        ESC => return State::Escape { twice: alt },
        b'\r' => press(KeyCode::Enter, modifiers),
        b'\t' => press(KeyCode::Tab, modifiers),
        0x7f => press(KeyCode::Backspace, modifiers),
        0 => control(b' '),
        1..=0x1a => control(byte - 1 + b'a'),
        0x1c..=0x1f => control(byte - 0x1c + b'4'),
        b' '..=b'~' => press(KeyCode::Char(char::from(byte)), modifiers),
        0xc2..=0xf4 => {
            let length = match byte {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                _ => 4,
            };
            return State::Utf8 { bytes: vec![byte], length, alt };
        }
        // 8-bit controls begin what `ESC` and a letter do.
        0x80..=0x9f => return control_of_eight_bits(byte),
        _ => return State::Ground,
    };
    hear(key);
    State::Ground
}

fn control_of_eight_bits(byte: u8) -> State {
    introduced(byte - 0x40, false).unwrap_or_default()
}

/// Sequence that `ESC` and this byte begin, if more than a key with Alt.
fn introduced(byte: u8, alt: bool) -> Option<State> {
    match byte {
        b'[' => Some(State::Csi { parameters: Vec::new(), alt }),
        b'O' => Some(State::Ss3 { modified: alt }),
        b']' | b'P' | b'_' | b'^' | b'X' => Some(State::Text),
        _ => None,
    }
}

/// A byte after an escape.
fn escaped(byte: u8, twice: bool, hear: &mut dyn FnMut(Event)) -> State {
    if byte == ESC && !twice {
        return State::Escape { twice: true };
    }
    if let Some(begun) = introduced(byte, twice) {
        return begun;
    }
    if twice {
        hear(press(KeyCode::Esc, KeyModifiers::NONE));
    }
    // The end of a string, whether one has begun or not.
    if byte == b'\\' { State::Ground } else { plain(byte, true, hear) }
}

fn csi_byte(byte: u8, mut parameters: Vec<u8>, alt: bool, hear: &mut dyn FnMut(Event)) -> State {
    match byte {
        b' '..=b'?' => {
            // An overlong sequence still has to be read to its end; truncated, it has no meaning.
            if parameters.len() <= LONGEST {
                parameters.push(byte);
            }
            State::Csi { parameters, alt }
        }
        b'[' if parameters.is_empty() => State::Console,
        b'M' if parameters.is_empty() => State::OldMouse(Vec::new()),
        b'~' if parameters == b"200" => State::Paste { ended: 0 },
        b'@'..=b'~' => {
            if parameters.len() <= LONGEST
                && let Some(event) = csi::event(&parameters, byte)
                && !alt
            {
                hear(event);
            }
            State::Ground
        }
        ESC => State::Escape { twice: false },
        // Control characters within a sequence do not end it.
        0..=0x17 | 0x19 | 0x1c..=0x1f | 0x7f => State::Csi { parameters, alt },
        _ => State::Ground,
    }
}

/// A continuation byte of a multi-byte character.
fn continued(byte: u8, mut bytes: Vec<u8>, length: usize, alt: bool, hear: &mut dyn FnMut(Event)) -> State {
    if !(0x80..0xc0).contains(&byte) {
        // An incomplete character is no key.
        return plain(byte, false, hear);
    }
    bytes.push(byte);
    if bytes.len() < length {
        return State::Utf8 { bytes, length, alt };
    }
    let Some(c) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) else {
        return State::Ground;
    };
    if let '\u{80}'..='\u{9f}' = c {
        return control_of_eight_bits(byte);
    }
    hear(press(KeyCode::Char(c), if alt { KeyModifiers::ALT } else { KeyModifiers::NONE }));
    State::Ground
}

fn press(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new_with_kind(code, modifiers, KeyEventKind::Press))
}

#[cfg(test)]
mod tests;
