use super::*;

const SMALL: Limit = Limit { bytes: 8, what: "a test" };

fn told(path: &Path) -> String {
    text(path, SMALL).unwrap_err().to_string()
}

#[test]
fn a_file_is_read_up_to_its_limit_and_without_its_mark() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("f");
    for (bytes, expected) in
        [(&b"\xef\xbb\xbfabc"[..], "abc"), (b"", ""), (b"ab", "ab"), (b"12345678", "12345678")]
    {
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(text(&file, SMALL).unwrap(), expected);
    }
    std::fs::write(&file, "123456789").unwrap();
    assert!(told(&file).contains("larger than a test"), "{}", told(&file));
    std::fs::write(&file, [b'a', 0xff]).unwrap();
    assert!(told(&file).contains("UTF-8 text from byte 1 on"), "{}", told(&file));
    assert!(told(folder.path()).contains("it is a folder"));
    assert!(matches!(text(&folder.path().join("none"), SMALL), Err(InputError::System(_))));
}

#[test]
fn what_gives_more_than_it_promised_is_cut_at_the_limit() {
    let mut input = Input { source: io::repeat(7), left: 8, limit: SMALL };
    let mut bytes = Vec::new();
    let error = input.read_to_end(&mut bytes).unwrap_err();
    assert_eq!((error.kind(), bytes.len()), (ErrorKind::FileTooLarge, 8));
}

#[test]
fn what_is_no_regular_file_is_named_and_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert!(told(&socket).contains("it is a socket"), "{}", told(&socket));
    assert!(told(Path::new("/dev/zero")).contains("it is a device; accepted is a regular file"));
}
