//! The report as CSV, for spreadsheets: one line a lane, every line complete in itself.
//!
//! Fields are quoted as RFC 4180 says (see [`crate::text::csv`]); lines end as on Unix, which every reader of CSV takes.
//! A figure that is not known is an empty field.

use super::{Format, LaneReport, Named, Report};
use crate::event::Activity;
use crate::text::csv::{field, line};
use crate::text::look::Look;

/// Comma-separated values.
#[derive(Debug)]
pub(super) struct Csv;

/// A column: its name, and a function for its field in the line of a lane.
type Column = (&'static str, fn(&Report, &LaneReport) -> String);

const COLUMNS: [Column; 110] = [
    ("lane", |_, l| l.lane.clone()),
    ("label", |_, l| l.label.clone()),
    ("simulated", |_, l| l.simulated.to_string()),
    ("state", |_, l| l.state.clone()),
    ("workers", |_, l| l.workers.to_string()),
    ("wall_s", |_, l| field(l.wall_s)),
    ("start_s", |_, l| field(l.start_s)),
    ("tasks_total", |_, l| field(l.tasks.total)),
    ("tasks_done", |_, l| l.tasks.done.to_string()),
    ("tasks_failed", |_, l| l.tasks.failed.to_string()),
    ("throughput", |_, l| field(l.throughput)),
    ("speedup", |_, l| field(l.speedup)),
    ("efficiency", |_, l| field(l.efficiency)),
    ("cores_busy", |_, l| field(l.cores_busy)),
    ("capacity", |_, l| field(l.capacity)),
    ("of_capacity", |_, l| field(l.of_capacity)),
    ("digest", |_, l| field(l.digest.clone())),
    ("spawn_s", |_, l| field(l.time_s.map(|t| t.get(Activity::Spawn)))),
    ("compute_s", |_, l| field(l.time_s.map(|t| t.get(Activity::Compute)))),
    ("core_wait_s", |_, l| field(l.time_s.map(|t| t.get(Activity::CoreWait)))),
    ("lock_wait_s", |_, l| field(l.time_s.map(|t| t.get(Activity::LockWait)))),
    ("io_s", |_, l| field(l.time_s.map(|t| t.get(Activity::Io)))),
    ("serialise_s", |_, l| field(l.time_s.map(|t| t.get(Activity::Serialise)))),
    ("transfer_s", |_, l| field(l.time_s.map(|t| t.get(Activity::Transfer)))),
    ("idle_s", |_, l| field(l.time_s.map(|t| t.get(Activity::Idle)))),
    ("gil_switches", |_, l| field(l.gil.as_ref().map(|g| g.switches))),
    ("gil_held", |_, l| field(l.gil.as_ref().map(|g| g.held))),
    ("ipc_messages", |_, l| field(l.ipc.as_ref().map(|i| i.messages))),
    ("ipc_bytes_out", |_, l| field(l.ipc.as_ref().map(|i| i.bytes_out))),
    ("ipc_bytes_in", |_, l| field(l.ipc.as_ref().map(|i| i.bytes_in))),
    ("in_flight", |_, l| field(l.in_flight)),
    ("reply_p50_us", |_, l| field(l.replies_us.as_ref().and_then(|r| r.p50))),
    ("reply_p99_us", |_, l| field(l.replies_us.as_ref().and_then(|r| r.p99))),
    ("counter_made", |_, l| field(l.counter.as_ref().map(|c| c.made))),
    ("counter_lost", |_, l| field(l.counter.as_ref().map(|c| c.lost))),
    ("error", |_, l| field(l.error.clone())),
    ("workload", |r, _| r.workload.name.clone()),
    // A function of the user's has neither.
    ("size", |r, l| field(l.size.filter(|_| !r.workload.is_own()))),
    ("seed", |r, _| field((!r.workload.is_own()).then_some(r.workload.seed))),
    ("chunk", |r, _| r.workload.chunk.to_string()),
    ("schedule", |r, _| r.schedule.clone()),
    ("cpu", |r, _| r.machine.cpu.clone()),
    ("usable_cpus", |r, _| r.machine.usable_cpus.to_string()),
    ("end", |r, _| field(r.end.map(super::EndReport::word))),
    ("fault", |r, _| field(r.fault.clone())),
    ("doubts", |r, _| r.doubts.iter().map(|d| d.kind.as_str()).collect::<Vec<_>>().join(" ")),
    ("python_path", |_, l| field(l.python.as_ref().map(|p| p.path.clone()))),
    ("python_version", |_, l| field(l.python.as_ref().map(|p| p.version.clone()))),
    ("python_gil", |_, l| field(l.python.as_ref().map(|p| p.gil))),
    ("baseline", |_, l| field(l.baseline.as_ref().map(|b| b.source.clone()))),
    ("baseline_s", |_, l| field(l.baseline.as_ref().map(|b| b.solo_s))),
    ("tasks_retried", |_, l| l.tasks.retried.to_string()),
    ("tasks_quarantined", |_, l| l.tasks.quarantined.len().to_string()),
    ("deaths", |_, l| l.deaths.len().to_string()),
    ("faults", |_, l| l.faults.len().to_string()),
    ("processes", |_, l| (l.processes.len() as u64 + l.processes_more).to_string()),
    ("balance", |_, l| field(l.balance)),
    ("cost_start_ms", |_, l| field(l.costs.map(|c| c.start_ms))),
    ("cost_round_trip_us", |_, l| field(l.costs.map(|c| c.round_trip_us))),
    ("cost_per_message_us", |_, l| field(l.costs.map(|c| c.per_message_us))),
    ("cost_per_byte_ns", |_, l| field(l.costs.and_then(|c| c.per_byte_ns))),
    ("cost_overhead_us", |_, l| field(l.costs.map(|c| c.overhead_us))),
    ("cost_break_even_chunk", |_, l| field(l.costs.and_then(|c| c.break_even_chunk))),
    ("cost_predicted_wall_s", |_, l| field(l.costs.map(|c| c.predicted_wall_s))),
    ("memory_private", |_, l| field(l.costs.and_then(|c| c.memory_private))),
    ("memory_proportional", |_, l| field(l.costs.and_then(|c| c.memory_proportional))),
    ("possible", |_, l| field(l.losses.as_ref().map(|x| x.possible))),
    ("lost_load_balance", |_, l| field(l.losses.as_ref().map(|x| x.times.load_balance))),
    ("lost_lock_wait", |_, l| field(l.losses.as_ref().map(|x| x.times.lock_wait))),
    ("lost_core_wait", |_, l| field(l.losses.as_ref().map(|x| x.times.core_wait))),
    ("lost_serialise_and_transfer", |_, l| field(l.losses.as_ref().map(|x| x.times.serialise_and_transfer))),
    ("lost_start_up", |_, l| field(l.losses.as_ref().map(|x| x.times.start_up))),
    ("lost_slower_cores", |_, l| field(l.losses.as_ref().map(|x| x.times.slower_cores))),
    ("lost_unexplained", |_, l| field(l.losses.as_ref().map(|x| x.times.unexplained))),
    ("stopped_s", |_, l| field(l.time_s.as_ref().map(|time| time.get(Activity::Stopped)))),
    ("lost_stopped", |_, l| field(l.losses.as_ref().map(|x| x.times.stopped))),
    ("when", |r, _| field(r.origin.when.clone())),
    ("host", |r, _| field(r.origin.host.clone())),
    ("kernel", |r, _| field(r.origin.kernel())),
    ("command", |r, _| field(r.origin.command())),
    ("repetitions", |r, _| r.repetitions.done.to_string()),
    ("wall_s_low", |_, l| field(l.repeated.wall_s_interval.map(|[low, _]| low))),
    ("wall_s_high", |_, l| field(l.repeated.wall_s_interval.map(|[_, high]| high))),
    ("throughput_low", |_, l| field(l.repeated.throughput_interval.map(|[low, _]| low))),
    ("throughput_high", |_, l| field(l.repeated.throughput_interval.map(|[_, high]| high))),
    ("speedup_low", |_, l| field(l.repeated.speedup_interval.map(|[low, _]| low))),
    ("speedup_high", |_, l| field(l.repeated.speedup_interval.map(|[_, high]| high))),
    ("cores_busy_low", |_, l| field(l.repeated.cores_busy_interval.map(|[low, _]| low))),
    ("cores_busy_high", |_, l| field(l.repeated.cores_busy_interval.map(|[_, high]| high))),
    ("speedup_withheld", |_, l| field(l.speedup_withheld.clone())),
    ("cores_busy_withheld", |_, l| field(l.cores_busy_withheld.clone())),
    ("unsettled", |r, _| field(r.unsettled.clone())),
    ("blocked_s", |_, l| field(l.time_s.map(|t| t.get(Activity::Blocked)))),
    ("call", |r, _| field(r.workload.call.as_ref().map(|call| call.function.clone()))),
    ("call_over", |r, _| field(r.workload.call.as_ref().and_then(|call| call.over.clone()))),
    ("call_star", |r, _| field(r.workload.call.as_ref().map(|call| call.star))),
    ("call_file", |r, _| field(r.workload.call.as_ref().map(|call| call.file.clone()))),
    ("call_source", |r, _| field(r.workload.call.as_ref().map(|call| call.source.clone()))),
    ("start_method", |_, l| field(l.start_method.clone())),
    ("advice", |r, _| field(r.advice.as_ref().map(|advice| advice.run_as.clone()))),
    ("advice_factor", |r, _| field(r.advice.as_ref().and_then(|advice| advice.factor))),
    ("advice_confidence", |r, _| field(r.advice.as_ref().map(|advice| advice.confidence.clone()))),
    ("run_command", |r, _| field(r.workload.command.as_ref().map(|command| command.text.clone()))),
    ("run_shell", |r, _| field(r.workload.command.as_ref().map(|command| command.shell))),
    ("run_items", |r, _| field(r.workload.command.as_ref().and_then(|command| command.items.clone()))),
    ("run_cpu_s", |_, l| field(l.usage.as_ref().map(|usage| usage.cpu_s))),
    ("run_system_s", |_, l| field(l.usage.as_ref().map(|usage| usage.system_s))),
    ("run_peak_rss", |_, l| field(l.usage.as_ref().and_then(|usage| usage.peak_rss))),
    ("run_waits", |_, l| field(l.usage.as_ref().map(|usage| usage.waits))),
    ("run_preemptions", |_, l| field(l.usage.as_ref().map(|usage| usage.preemptions))),
];

impl Named for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }
}

impl Format<Report> for Csv {
    fn render(&self, report: &Report, _: Look) -> String {
        let mut csv = line(&COLUMNS.map(|(name, _)| name.into()));
        for lane in &report.lanes {
            csv += &line(&COLUMNS.map(|(_, of)| of(report, lane)));
        }
        csv
    }
}
