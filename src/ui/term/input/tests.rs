use super::*;

#[test]
fn a_moving_mouse_only_tells_its_place() {
    let moved = MouseEvent { kind: MouseEventKind::Moved, column: 7, row: 2, modifiers: KeyModifiers::NONE };
    let at = Position::new(7, 2);
    assert_eq!(input_of(&Event::Mouse(moved)), Some(Input::Pointer(at)));
    let dragged = MouseEvent { kind: MouseEventKind::Drag(crossterm::event::MouseButton::Left), ..moved };
    assert_eq!(input_of(&Event::Mouse(dragged)), Some(Input::Mouse(Mouse { gesture: Gesture::Drag, at })));
}

#[test]
fn presses_become_keys_and_releases_do_not() {
    let press = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
    assert_eq!(key(press), Some(Key::Ctrl('c')));
    assert_eq!(key(KeyEvent::new(KeyCode::Tab, KeyModifiers::SHIFT)), Some(Key::BackTab));
    assert_eq!(key(KeyEvent { kind: KeyEventKind::Release, ..press }), None);
    for (code, named) in
        [(KeyCode::F(1), Key::F(1)), (KeyCode::End, Key::End), (KeyCode::Delete, Key::Delete)]
    {
        assert_eq!(key(KeyEvent::new(code, KeyModifiers::NONE)), Some(named));
    }
    assert_eq!(key(KeyEvent::new(KeyCode::CapsLock, KeyModifiers::NONE)), None);
}

#[test]
fn a_key_with_another_modifier_is_another_key() {
    let (alt, control, shift) = (KeyModifiers::ALT, KeyModifiers::CONTROL, KeyModifiers::SHIFT);
    for others in [alt, KeyModifiers::SUPER, KeyModifiers::HYPER, KeyModifiers::META, alt | control] {
        for code in [KeyCode::Char('x'), KeyCode::Char('q'), KeyCode::Up, KeyCode::Enter, KeyCode::Left] {
            assert_eq!(key(KeyEvent::new(code, others)), None, "{code:?} {others:?}");
            assert_eq!(key(KeyEvent::new(code, others | shift)), None, "{code:?} {others:?}");
        }
    }
    assert_eq!(key(KeyEvent::new(KeyCode::Char('x'), control)), Some(Key::Ctrl('x')));
    assert_eq!(key(KeyEvent::new(KeyCode::Char('C'), control | shift)), None);
    assert_eq!(key(KeyEvent::new(KeyCode::Char('X'), shift)), Some(Key::Char('X')));
    assert_eq!(key(KeyEvent::new(KeyCode::Left, control)), None);
    assert_eq!(key(KeyEvent::new(KeyCode::Up, shift)), None);
    assert_eq!(key(KeyEvent::new(KeyCode::Left, shift)), Some(Key::ShiftLeft));
}
