use super::*;
use proptest::prelude::*;

#[test]
fn names_of_many_kernels_are_known() {
    let expected: [(Option<WaitsFor>, &[&str]); 6] = [
        (
            Some(Lock),
            &[
                "futex_wait_queue_me",
                "futex_wait_queue",
                "futex_do_wait",
                "futex_wait",
                "__futex_wait",
                "do_futex",
                "futex_wait_multiple",
                "futex_lock_pi",
            ],
        ),
        (
            Some(Pipe),
            &["pipe_read", "pipe_write", "anon_pipe_read", "anon_pipe_write", "pipe_wait", "eventfd_read"],
        ),
        (
            Some(Io),
            &[
                "hrtimer_nanosleep",
                "do_nanosleep",
                "common_nsleep",
                "__x64_sys_clock_nanosleep",
                "poll_schedule_timeout.constprop.0",
                "do_poll",
                "do_sys_poll",
                "ep_poll",
                "do_epoll_wait",
                "do_select",
                "sk_wait_data",
                "wait_woken",
                "inet_csk_accept",
                "inet_wait_for_connect",
                "unix_stream_read_generic",
                "unix_stream_data_wait",
                "unix_wait_for_peer",
                "__skb_wait_for_more_packets",
                "__skb_recv_datagram",
                "sock_alloc_send_pskb",
                "tcp_recvmsg_locked",
                "io_schedule",
                "folio_wait_bit",
                "folio_wait_bit_common",
                "wait_on_page_bit_common",
                "submit_bio_wait",
                "__sync_dirty_buffer",
                "blkdev_issue_flush",
                "blk_mq_get_tag",
                "jbd2_log_wait_commit",
                "rpc_wait_bit_killable",
                "balance_dirty_pages_ratelimited",
            ],
        ),
        (Some(Child), &["do_wait", "kernel_wait4", "wait_for_vfork_done"]),
        (Some(Unknown), &["rwsem_down_read_slowpath", "__mutex_lock.isra.0", "__down_common"]),
        (None, &["", "0", "do_signal_stop", "sigsuspend", "ptrace_stop", "do_semtimedop", "0xffffffff81"]),
    ];
    for (waits, names) in expected {
        for name in names {
            assert_eq!(waits_for(name), waits, "{name}");
        }
    }
}

#[test]
fn no_row_hides_another() {
    for (at, (part, pattern, _)) in TABLE.iter().enumerate() {
        let first = TABLE.iter().position(|(other, shorter, _)| match other {
            Start => matches!(part, Start) && pattern.starts_with(shorter),
            Any => pattern.contains(shorter),
        });
        assert_eq!(first, Some(at), "{pattern} is never reached");
    }
}

proptest! {
    #[test]
    fn no_name_is_a_panic(name in "\\PC{0,40}") {
        let _ = waits_for(&name);
    }
}
