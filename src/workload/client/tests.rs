use super::*;

#[test]
fn an_order_is_two_numbers_in_sixteen_bytes() {
    let mut expected = [0; 16];
    (expected[0], expected[8]) = (7, 3);
    assert_eq!(order(7, 3), expected);
    assert_eq!(order(u64::MAX, 0)[..8], [255; 8]);
}

#[test]
fn requests_count_up_and_around() {
    assert_eq!(request(u64::MAX, 1), [0; REQUEST]);
    assert_eq!(request(0x0102, 1)[8..16], [3, 1, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn a_program_that_is_no_client_is_named_with_how_it_ended() {
    let missing = Client::start(Path::new("/no/such/program"), 1).unwrap_err().to_string();
    assert!(missing.contains("/no/such/program cannot be run"), "{missing}");
    let other = Client::start(Path::new("/bin/false"), 1).unwrap_err().to_string();
    assert!(other.contains("exit status: 1) before it connected"), "{other}");
}

#[test]
fn nobody_listens_and_the_client_says_where() {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
    let error = ask_on_all(port, 1).unwrap_err().to_string();
    assert!(error.contains(&format!("127.0.0.1:{port}")), "{error}");
}

#[test]
fn a_report_that_is_too_long_or_no_histogram_is_refused() {
    assert!(report_length(u64::MAX.to_le_bytes()).is_err());
    assert_eq!(report_length(5u64.to_le_bytes()).unwrap(), 5);
    assert!(parse_report(b"[[1]]").is_err() && parse_report(b"").is_err());
}
