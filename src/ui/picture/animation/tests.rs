use super::*;
use crate::ui::appearance::Appearance;
use crate::ui::picture::{Painter, svg_of};
use crate::ui::script::Script;
use crate::ui::state::UiState;
use proptest::prelude::*;

/// Lines of the SVG that a browser shows at this share of its length, sorted: the ground and the pieces.
fn shown(svg: &str, share: f64) -> Vec<&str> {
    let (head, rest) = svg.split_once("<style>").unwrap();
    let (style, body) = rest.split_once("</style>\n").unwrap();
    let mut lines: Vec<&str> = head.lines().collect();
    let mut visible = true;
    for line in body.lines() {
        if let Some(group) = line.strip_prefix("<g class=\"") {
            let (name, _) = group.split_once('"').unwrap();
            visible = is_visible(style, name, share);
        } else if line == "</g>" {
            visible = true;
        } else if visible {
            lines.push(line);
        }
    }
    lines.sort_unstable();
    lines
}

/// The value of the last keyframe of `name` that is not after `share`.
fn is_visible(style: &str, name: &str, share: f64) -> bool {
    let (_, rest) = style.split_once(&format!("@keyframes {name}{{")).unwrap();
    let (frames, _) = rest.split_once("}}").unwrap();
    let frames = frames.split('}').map(|frame| frame.split_once("%{visibility:").unwrap());
    let passed = frames.filter(|(percent, _)| percent.parse::<f64>().unwrap() <= share * 100.0);
    passed.fold("hidden", |_, (_, value)| value) == "visible"
}

fn sorted(svg: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = svg.lines().collect();
    lines.sort_unstable();
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// In the midst of each frame it shows what a picture of that moment shows, and at the end the last one.
    #[test]
    fn each_frame_is_the_picture_of_its_moment(
        count in 1usize..12, step in 0.05f64..2.0, hold in 0.1f64..5.0, width in 40u16..130, height in 12u16..40,
    ) {
        let (script, theme) = (Script::of(&["gil", "pool"]), Theme::default());
        let mut animation = Animation::new(&theme, step, hold);
        let mut painter = Painter::new(width, height);
        let mut stills = Vec::new();
        for frame in 0..count {
            let model = script.model_at(frame as f64 * 0.9);
            let buf = painter.paint(&model, &UiState::default(), Appearance::from(&theme));
            animation.push(buf);
            stills.push(svg_of(buf, &theme));
        }
        let svg = animation.svg();
        let length = step * (count - 1) as f64 + hold;
        for (frame, still) in stills.iter().enumerate() {
            let middle = frame as f64 * step + step.min(hold) / 2.0;
            prop_assert_eq!(shown(&svg, middle / length), sorted(still), "frame {}", frame);
        }
        let last = stills.last().unwrap();
        prop_assert_eq!(shown(&svg, 1.0), sorted(last));
        // Without animations the attribute counts.
        let still = svg.split("<g ").enumerate().map(|(place, group)| match group.split_once("</g>\n") {
            Some((shown, rest)) if place > 0 => {
                let (head, pieces) = shown.split_once('\n').unwrap();
                if head.contains("hidden") { rest.to_string() } else { format!("{pieces}{rest}") }
            }
            _ => group.to_string(),
        });
        let still: String = still.collect();
        let (head, rest) = still.split_once("<style>").unwrap();
        let still = format!("{head}{}", rest.split_once("</style>\n").unwrap().1);
        prop_assert_eq!(sorted(&still), sorted(last));
    }
}

#[test]
fn a_piece_is_in_it_once_however_often_it_is_seen() {
    let theme = Theme::default();
    let mut animation = Animation::new(&theme, 0.5, 2.0);
    for words in ["here", "there", "here", "gone", "gone"] {
        let mut buf = Buffer::with_lines([format!("always  {words}")]);
        // Two runs: another style ends the first.
        buf.set_style(
            ratatui::layout::Rect::new(8, 0, 5, 1),
            ratatui::style::Style::new().fg(ratatui::style::Color::Cyan),
        );
        animation.push(&buf);
    }
    let svg = animation.svg();
    for once in [">always<", ">here<", ">there<", ">gone<"] {
        assert_eq!(svg.matches(once).count(), 1, "{once}: {svg}");
    }
    assert!(svg.contains("f0{0%{visibility:visible}12.5%{visibility:hidden}25%{visibility:visible}37.5%{visibility:hidden}}"), "{svg}");
    assert!(svg.contains("f0 4s step-end infinite") && svg.contains("prefers-reduced-motion"), "{svg}");
}
