use clap::Parser;

use super::*;
use crate::cli::{Cli, Command};

#[test]
fn lists_may_have_spaces() {
    let typed =
        ["coreograph", "scale", "--lanes", "gil, pool", "--workloads", " primes , hash", "--workers", "1, 2"];
    let Some(Command::Scale(args)) = Cli::try_parse_from(typed).unwrap().command else {
        panic!("it is a sweep")
    };
    assert_eq!((args.lanes, args.workers), (vec!["gil".into(), "pool".into()], vec![1, 2]));
    assert_eq!(args.workloads, [Kind::Primes, Kind::Hash]);
}

#[test]
fn a_mistyped_name_leads_to_the_nearest() {
    for (option, typed, meant) in
        [("--lanes", "gil,pol", "did you mean pool?"), ("--workloads", "primse", "did you mean primes?")]
    {
        let refused = Cli::try_parse_from(["coreograph", "scale", option, typed]).unwrap_err().to_string();
        assert!(refused.contains(meant) && refused.contains("accepted: "), "{refused}");
    }
}
