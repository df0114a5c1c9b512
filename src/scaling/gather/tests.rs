use super::*;
use crate::scaling::file;
use crate::scaling::fixture::planned;

#[test]
fn a_folder_gives_its_reports_by_name_and_tells_what_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["b.json", "a.json"] {
        file::save(&planned(&["pool"], &[1, 2], 1), &at(name)).unwrap();
    }
    fs::write(at("c.json"), "{}").unwrap();
    fs::write(at("readme.txt"), "not looked at").unwrap();
    let gathered = gather(&[folder.path().into(), at("b.json")]).unwrap();
    let names: Vec<&str> = gathered.reports.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a", "b", "b"]);
    let [wrong] = &gathered.passed_over[..] else { panic!("{:?}", gathered.passed_over) };
    assert!(wrong.to_string().contains("c.json"), "{wrong}");
    assert!(matches!(gather(&[at("c.json")]), Err(GatherError::File(_))), "one that was named is refused");
}

#[test]
fn a_folder_without_reports_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let told = |folder: &Path| gather(&[folder.into()]).unwrap_err().to_string();
    assert!(told(folder.path()).contains("there is no report in this folder"));
    fs::write(folder.path().join("x.json"), "[").unwrap();
    assert!(told(folder.path()).contains("x.json, line 1"));
}
