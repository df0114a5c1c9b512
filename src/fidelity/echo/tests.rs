use super::*;
use std::net::TcpListener;

/// The client's result for a server that replies with `answer` of each request, until that is `None`.
fn ask(answer: fn([u8; MESSAGE]) -> Option<[u8; MESSAGE]>) -> io::Result<Vec<u64>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::scope(|scope| {
        scope.spawn(|| {
            let (mut peer, _) = listener.accept().unwrap();
            let mut request = [0; MESSAGE];
            while peer.read_exact(&mut request).is_ok() {
                let Some(reply) = answer(request) else { break };
                peer.write_all(&reply).unwrap();
            }
        });
        replies(port, Duration::from_millis(5), &Stop::default())
    })
}

#[test]
fn replies_are_timed_and_strangers_refused() {
    assert!(ask(Some).unwrap().iter().all(|ns| *ns > 0));
    assert!(ask(|_| Some([7; MESSAGE])).unwrap_err().to_string().contains("not what was asked"));
    assert!(ask(|_| None).is_err());
}

#[test]
fn who_is_asked_to_stop_stops() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let stop = Stop::default();
    stop.request();
    let served = thread::spawn(move || {
        let (mut peer, _) = listener.accept().unwrap();
        let mut request = [0; MESSAGE];
        peer.read_exact(&mut request).unwrap();
        peer.write_all(&request).unwrap();
    });
    assert_eq!(replies(port, Duration::MAX, &stop).unwrap(), Vec::<u64>::new());
    served.join().unwrap();
}
