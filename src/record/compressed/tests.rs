use std::path::Path;

use super::*;
use crate::record::{RecordError, Recording};

const LIMIT: Limit = Limit { bytes: 1000, what: "a test" };

fn read(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    content(Cursor::new(bytes.to_vec()), LIMIT)?.read_to_end(&mut all)?;
    Ok(all)
}

#[test]
fn what_is_compressed_is_read_as_it_was_and_what_is_not_as_it_is() {
    for text in [&b"a\nb\n"[..], b"", b"\xfd7zX"] {
        assert_eq!(read(text).unwrap(), text);
        assert_eq!(read(&compressed(text).unwrap()).unwrap(), text);
    }
}

#[test]
fn a_file_that_is_small_only_until_it_is_read_is_cut_at_the_limit() {
    let error = read(&compressed(&[b'x'; 1001]).unwrap()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    assert_eq!(read(&compressed(&[b'x'; 1000]).unwrap()).unwrap().len(), 1000);
}

#[test]
fn a_file_that_asks_for_more_memory_than_is_needed_is_refused() {
    let lzma_options = LzmaOptions { dict_size: 128 << 20, ..LzmaOptions::default() };
    let mut writer = XzWriter::new(Vec::new(), XzOptions { lzma_options, ..XzOptions::default() }).unwrap();
    writer.write_all(b"text").unwrap();
    assert!(read(&writer.finish().unwrap()).is_err());
}

#[test]
fn a_file_of_a_recording_may_be_compressed_and_gzip_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("r.jsonl.xz");
    let recording =
        Recording { header: crate::record::Header::now(), events: crate::model::fixture::race(), cut: None };
    let whole = recording.compressed().unwrap();
    std::fs::write(&file, &whole).unwrap();
    assert_eq!(Recording::open(&file), Ok(recording));
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    assert!(matches!(Recording::open(&file), Err(RecordError::Read { .. })));
    std::fs::write(&file, [GZIP, b"\x08\0"].concat()).unwrap();
    let told = Recording::open(&file).unwrap_err().to_string();
    assert!(told.ends_with(": gzip compressed it; accepted are plain lines and xz"), "{told}");
    assert!(told.starts_with(&*Path::new(&file).display().to_string()), "{told}");
}
