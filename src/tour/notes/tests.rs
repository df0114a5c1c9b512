//! Server and client over a real socket.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;

use super::folder::{prepare, socket, sockets};
use super::protocol::line;
use super::{NotesClient, NotesMessage, NotesServer, Steer, TalkPhase, TalkState, Vote};

/// Longest wait for something that happens at once.
const SOON: Duration = Duration::from_secs(10);

fn state(scene: &str) -> TalkState {
    TalkState {
        scene: scene.into(),
        number: 1,
        of: 15,
        title: "One or many".into(),
        question: "Does it get faster?".into(),
        notes: "Say first what a lane is.\n\nThen wait.".into(),
        next: Some("Threads or processes".into()),
        state: TalkPhase::Question,
        paused: false,
        blank: false,
        clock_s: 61.5,
        scene_s: 1.5,
        votes: vec![Vote { choice: "twice as fast".into(), count: Some(12), chosen: true }],
        recorded: false,
    }
}

/// A folder for sockets, short enough for their names.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::Builder::new().prefix("cg").tempdir_in("/tmp").unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    prepare(folder.path()).unwrap();
    folder
}

fn connect(folder: &Path, pid: u32) -> BufReader<UnixStream> {
    let stream = UnixStream::connect(socket(folder, pid)).unwrap();
    stream.set_read_timeout(Some(SOON)).unwrap();
    BufReader::new(stream)
}

fn read(talk: &mut BufReader<UnixStream>) -> TalkState {
    let mut line = String::new();
    talk.read_line(&mut line).unwrap();
    serde_json::from_str(&line).unwrap()
}

/// The next message that is this kind of.
fn next<T>(messages: &Receiver<NotesMessage>, of: impl Fn(NotesMessage) -> Option<T>) -> T {
    let until = Instant::now() + SOON;
    loop {
        if let Some(found) = of(messages.recv_deadline(until).expect("a message in time")) {
            return found;
        }
    }
}

fn scene(message: NotesMessage) -> Option<String> {
    if let NotesMessage::Told(state) = message { Some(state.scene) } else { None }
}

#[test]
fn the_socket_is_ours_alone_and_is_gone_with_the_talk() {
    let folder = folder();
    let server = NotesServer::start_as(folder.path(), 7).unwrap();
    let found = std::fs::metadata(socket(folder.path(), 7)).unwrap();
    assert_eq!(found.mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(folder.path()).unwrap().mode() & 0o777, 0o700);
    drop(server);
    assert!(!socket(folder.path(), 7).exists());
}

#[test]
fn all_followers_hear_the_talk_and_each_can_steer_it() {
    let folder = folder();
    let server = NotesServer::start_as(folder.path(), 7).unwrap();
    server.publish(&state("a"));
    let mut followers = [connect(folder.path(), 7), connect(folder.path(), 7)];
    for follower in &mut followers {
        assert_eq!(read(follower), state("a"), "one that comes late hears the newest");
    }
    server.publish(&state("b"));
    for (follower, steer) in followers.iter_mut().zip([Steer::Next, Steer::Fallback]) {
        assert_eq!(read(follower).scene, "b");
        follower.get_mut().write_all(b"what?\n").unwrap();
        follower.get_mut().write_all(&line(&steer)).unwrap();
        assert_eq!(server.steers().recv_timeout(SOON), Ok(steer), "what is no request is skipped");
    }
    let [first, mut second] = followers;
    drop(first);
    server.publish(&state("c"));
    assert_eq!(read(&mut second).scene, "c", "the others stay connected");
}

#[test]
fn a_follower_that_does_not_read_delays_nothing_and_hears_the_newest_later() {
    let folder = folder();
    let server = NotesServer::start_as(folder.path(), 7).unwrap();
    let mut slow = connect(folder.path(), 7);
    let mut quick = connect(folder.path(), 7);
    let long = TalkState { notes: "word ".repeat(20_000), ..state("long") };
    let began = Instant::now();
    for _ in 0..200 {
        server.publish(&long);
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    server.publish(&state("last"));
    for follower in [&mut quick, &mut slow] {
        let mut heard = 0;
        while read(follower).scene != "last" {
            heard += 1;
        }
        assert!(heard <= 200, "{heard}");
    }
}

#[test]
fn a_follower_that_sends_rubbish_without_end_is_dropped() {
    let folder = folder();
    let server = NotesServer::start_as(folder.path(), 7).unwrap();
    let mut follower = connect(folder.path(), 7);
    // It may be dropped while it still sends.
    let _ = follower.get_mut().write_all(&[b'x'; 4000]);
    let mut rest = String::new();
    assert!(matches!(follower.read_line(&mut rest), Ok(0) | Err(_)), "{rest}");
    server.publish(&state("a"));
    assert_eq!(read(&mut connect(folder.path(), 7)).scene, "a", "the talk goes on");
}

#[test]
fn what_a_dead_talk_left_is_removed_and_a_living_one_stays() {
    let folder = folder();
    drop(std::os::unix::net::UnixListener::bind(socket(folder.path(), 3)).unwrap());
    let first = NotesServer::start_as(folder.path(), 7).unwrap();
    let second = NotesServer::start_as(folder.path(), 8).unwrap();
    let mut pids: Vec<u32> = sockets(folder.path()).into_iter().map(|(pid, _)| pid).collect();
    pids.sort_unstable();
    assert_eq!(pids, [7, 8]);
    drop((first, second));
}

#[test]
fn a_client_follows_the_newest_talk_or_the_one_that_it_was_told() {
    let folder = folder();
    let folders = || vec![folder.path().join("missing"), folder.path().to_path_buf()];
    let older = NotesServer::start_as(folder.path(), 9).unwrap();
    std::thread::sleep(Duration::from_millis(50));
    let newer = NotesServer::start_as(folder.path(), 8).unwrap();
    older.publish(&state("older"));
    newer.publish(&state("newer"));
    for (pid, expected) in [(None, (8, "newer")), (Some(9), (9, "older"))] {
        let client = NotesClient::start_in(folders(), pid).unwrap();
        let found = |message| if let NotesMessage::Found(pid) = message { Some(pid) } else { None };
        assert_eq!(next(&client.messages(), found), expected.0);
        assert_eq!(next(&client.messages(), scene), expected.1);
    }
}

#[test]
fn a_client_waits_for_a_talk_steers_it_and_comes_back_to_the_next() {
    let folder = folder();
    let client = NotesClient::start_in(vec![folder.path().into()], None).unwrap();
    let messages = client.messages();
    assert_eq!(messages.recv_timeout(SOON), Ok(NotesMessage::Looking));
    assert!(!client.steer(Steer::Next), "there is no talk");
    for pid in [7, 8] {
        let server = NotesServer::start_as(folder.path(), pid).unwrap();
        server.publish(&state("a"));
        assert_eq!(next(&messages, scene), "a");
        assert!(client.steer(Steer::Blank));
        assert_eq!(server.steers().recv_timeout(SOON), Ok(Steer::Blank));
        drop(server);
        next(&messages, |message| (message == NotesMessage::Ended).then_some(()));
    }
}

#[test]
fn a_talk_of_another_version_is_told_as_one() {
    let folder = folder();
    let listener = std::os::unix::net::UnixListener::bind(socket(folder.path(), 7)).unwrap();
    let client = NotesClient::start_in(vec![folder.path().into()], None).unwrap();
    let (mut talk, _) = listener.accept().unwrap();
    talk.write_all(b"{\"scene\":1}\n").unwrap();
    next(&client.messages(), |message| (message == NotesMessage::Foreign).then_some(()));
}

#[test]
fn a_folder_that_others_can_use_has_no_talks() {
    let folder = folder();
    let _server = NotesServer::start_as(folder.path(), 7).unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    assert!(NotesServer::start_in(folder.path()).is_err());
    let client = NotesClient::start_in(vec![folder.path().into()], None).unwrap();
    assert_eq!(client.messages().recv_timeout(SOON), Ok(NotesMessage::Looking));
    assert!(client.messages().recv_timeout(Duration::from_millis(500)).is_err());
}
